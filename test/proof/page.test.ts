import test from 'ava';
import { withEntry, type Entry } from '../../proof/page.ts';

const entry: Entry = {
  name: 'one',
  title: 'One',
  passed: true,
  text: '- all',
  commit: 'abc1234',
  date: '2026-01-02 03:04 UTC',
  seconds: 130,
};
const titles = ['One', 'Two'];

test('a part says how it went, with commit, date and command; others that they were not run', (t) => {
  const page = withEntry('', entry, titles);
  t.true(
    page.endsWith(
      '## One\n\nPassed at abc1234, 2026-01-02 03:04 UTC, in 2 min: `npm run proof -- one`\n\n- all\n\n## Two\n\nNot run yet.\n',
    ),
  );
});

test('a part that runs again replaces what was said of it only', (t) => {
  const two = { ...entry, name: 'two', title: 'Two', text: '### Details\n\nmore' };
  const both = withEntry(withEntry('', entry, titles), two, titles);
  const failed = withEntry(both, { ...entry, passed: false, text: '- less' }, titles);
  t.true(failed.includes('## One\n\n**Failed** at abc1234'));
  t.false(failed.includes('- all'));
  t.true(failed.endsWith('`npm run proof -- two`\n\n### Details\n\nmore\n'));
});
