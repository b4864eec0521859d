import test from 'ava';
import { load, problemsOf, summarize, withLines } from './_workspace.ts';

test('a file may say its format, which is no part of the experiment', async (t) => {
  const { experiment, yaml } = await load(t, { 'x.yaml': `format: 2\n${withLines({})}` });
  t.false('format' in experiment);
  t.regex(yaml, /^format: 2\nname: cats\n/);
});

test('a file of an older format, and a saved one that says none, are read as they were meant', async (t) => {
  const { id } = await load(t, { 'x.yaml': withLines({}) });
  t.is((await load(t, { 'x.yaml': `format: 1\n${withLines({})}` })).id, id);
  t.is((await load(t, { 'x.yaml': withLines({}) }, { saved: true })).id, id);
});

test('a parent is read in its own format', async (t) => {
  const files = { 'x.yaml': 'extends: ./run.yaml\nseed: 5\n', 'run.yaml': `format: 2\n${withLines({})}` };
  t.is((await load(t, files)).experiment.seed, 5);
});

test('a newer format is refused at its place', async (t) => {
  const problems = await problemsOf(t, { 'x.yaml': withLines({ 2: 'format: 3' }) });
  t.deepEqual(problems.map(summarize), ['2:9 newer-format']);
  t.is(problems[0]?.message, 'expected a file of format 1 to 2, x.yaml has format 3');
});

test('a newer parent is refused', async (t) => {
  const files = { 'x.yaml': 'extends: ./run.yaml\n', 'run.yaml': `format: 99\n${withLines({})}` };
  const problems = await problemsOf(t, files);
  t.deepEqual(problems.map(summarize), ['run.yaml:1:9 newer-format']);
});

for (const format of ['x', '1.5', '0', '[1]', 'null']) {
  test(`${format} is no format`, async (t) => {
    const problems = await problemsOf(t, { 'x.yaml': withLines({ 2: `format: ${format}` }) });
    t.deepEqual(problems.map(summarize), ['2:9 wrong-type']);
  });
}
