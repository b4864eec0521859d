import test from 'ava';
import { answerQuestion, openAnswer } from '../../src/questions/answer.ts';
import { answersPage } from '../../src/questions/page.ts';
import { measured, question } from './_question.ts';

test('the page has verdicts, figures with their spread, and the ids; the same runs give the same text', (t) => {
  const asked = question({ claim: 'focal - ce > 0.1' }, { claim: 'focal - ce > 0.3' });
  const page = answersPage([
    answerQuestion(asked, measured()),
    openAnswer(asked, 'It needs `X`, which is not set in the environment.'),
  ]);
  t.is(
    page,
    answersPage([
      answerQuestion(asked, measured()),
      openAnswer(asked, 'It needs `X`, which is not set in the environment.'),
    ]),
  );
  const lines = page.split('\n');
  for (const line of [
    '| [Is focal better?](#is-focal-better) | Holds, Does not hold |',
    '| [Is focal better?](#is-focal-better) | Not answered |',
    '**Holds**: `focal - ce > 0.1`  ',
    '0.200 > 0.100: the difference is 0.100, between 0.100 and 0.100, over 3 seeds.  ',
    'Why: It is said so.',
    'Why one would expect it: It is said so.',
    '| loss.type=focal | 0.810 ± 0.010 | `focal-0` `focal-1` `focal-2` |',
    'Not answered. It needs `X`, which is not set in the environment.',
    'The question: `q.yaml`.',
  ])
    t.true(lines.includes(line), line);
});

test('a claim about times has a verdict, and no figure that another run would change', (t) => {
  const wait = question({ claim: 'max(time/data_wait) < 0.5' });
  const slower = (id: string) => new Map([...measured()(id), ['time/data_wait', 0.2]]);
  const pages = [measured(), slower].map((runs) => answersPage([answerQuestion(wait, runs)]));
  t.is(pages[0], pages[1]);
  t.regex(pages[0]!, /\*\*Holds\*\*: `max\(time\/data_wait\) < 0.5`/);
});
