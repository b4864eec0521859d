import test from 'ava';
import { eventReference } from '../../src/events/reference.ts';

test('the page has each event with its fields, which of them may be missing, and what they mean', (t) => {
  const text = eventReference();
  const sections = text.split(/^## /m).slice(1);
  t.deepEqual(
    sections.map((section) => section.split('\n')[0]),
    ['start', 'step', 'validation', 'checkpoint', 'test', 'point', 'warning', 'end', 'error'].map(
      (name) => `\`${name}\``,
    ),
  );
  const [start, step, validation] = sections;
  t.is(start!.split('| field |').length - 1, 2, 'one shape for runs, one for sweeps');
  t.true(step!.includes('| `loss` | number | The training loss of this step. |'));
  t.true(validation!.includes('| `best` | object or null |'));
  t.regex(text, /\| `resume` \| string \| Not always\. /);
  t.false(text.includes('`version`'), 'what all have is said once');
});
