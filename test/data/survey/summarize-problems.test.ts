import test from 'ava';
import type { Problem } from '../../../src/core/errors/index.ts';
import { summarizeProblems } from '../../../src/data/survey/summarize-problems.ts';

const problem = (message: string): Problem => ({ code: 'bad-image', message });
const classes = ['bg', 'obj'].map((name) => ({ name, color: [0, 0, 0] as const }));
const summary = (problems: readonly Problem[]) => summarizeProblems(problems, { classes });

test('a problem is told once, however many samples have it', (t) => {
  t.deepEqual(summary([problem('a'), problem('b'), problem('a')]), [problem('a'), problem('b')]);
});

test('twenty are listed, and how many more there are', (t) => {
  const many = Array.from({ length: 23 }, (_, index) => problem(String(index)));
  t.deepEqual(summary(many.slice(0, 20)), many.slice(0, 20));
  const listed = summary(many);
  t.deepEqual(listed.slice(0, 20), many.slice(0, 20));
  t.is(listed.length, 21);
  t.is(listed[20]!.message, 'the data has 23 problems; 3 more like these are not listed');
});

const strange = (file: string, value: string): Problem => ({
  code: 'bad-mask-value',
  message: `the mask ${file} has the value ${value}`,
  path: 'dataset',
  hints: ['give it a meaning'],
  found: [
    { value: '0', label: 0, pixels: 3 },
    { value, pixels: 1 },
  ],
});

test('masks with values that mean nothing are one problem, with all values and what they probably mean', (t) => {
  const problems = [strange('a.png', '2'), problem('broken'), strange('b.png', '2'), strange('c.png', '9')];
  const explainValues = () => ['perhaps 2 is obj'];
  const [second, first, ...rest] = summarizeProblems(problems, { classes, explainValues });
  t.is(
    first!.message,
    '3 masks have values that are no class, 2 in 2, 9 in 1; the first: the mask a.png has the value 2',
  );
  t.deepEqual([first!.code, first!.path], ['bad-mask-value', 'dataset']);
  t.deepEqual(first!.hints, [
    'the masks hold 0 (75.0%, bg), 2 (16.7%, no class), 9 (8.3%, no class)',
    'perhaps 2 is obj',
    'give it a meaning',
  ]);
  t.deepEqual([second, rest], [problem('broken'), []]);
});

test('one such mask keeps its own message', (t) => {
  t.is(summary([strange('a.png', '2'), strange('a.png', '2')])[0]!.message, 'the mask a.png has the value 2');
});
