import { readFile } from 'node:fs/promises';
import test from 'ava';
import { leftOut, leftOutOfId } from '../../src/config/left-out.ts';
import { problemsOf, withLines } from './_workspace.ts';

test('a path is left out with the section that it is in', (t) => {
  t.is(leftOut(['log', 'panel_samples'])?.path, 'log');
  t.is(leftOut(['engine', 'threads'])?.path, 'engine.threads');
  t.is(leftOut(['engine']), undefined);
  t.is(leftOut(['engine', 'backend']), undefined);
  t.is(leftOut(['logger']), undefined);
});

for (const { path, why } of leftOutOfId) {
  test(`an axis over ${path} would make equal points and is refused`, async (t) => {
    const values = { plugins: '[[./a.js]]', log: '[{panel_samples: 1}]', 'loader.workers': '[1, 2]' };
    const grid = `sweep: {grid: {${path}: ${values[path as keyof typeof values] ?? '[1, 2]'}}}`;
    const [problem, ...more] = await problemsOf(t, { 'x.yaml': withLines({ 17: grid }) });
    t.is(problem?.code, 'bad-axis');
    t.true(problem?.message.endsWith(`\`${path}\`, which cannot be swept: ${why}`), problem?.message);
    t.deepEqual(more, []);
  });
}

test('an axis over a section whose values differ only in what is left out is refused', async (t) => {
  const [problem] = await problemsOf(t, {
    'x.yaml': withLines({ 17: 'sweep: {grid: {engine: [{threads: 1}, {threads: 2}]}}' }),
  });
  t.is(problem?.code, 'bad-axis');
  t.regex(problem?.message ?? '', /differ only in keys that a run's id leaves out/);
});

test('the docs name all that is left out, and nothing else', async (t) => {
  const text = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const sentence = /^`name`.*?are left out:/ms.exec(text)?.[0] ?? '';
  const named = [...sentence.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
  // The code of plugins counts, and stands in the list above that sentence.
  const expected = leftOutOfId.map(({ path }) => path).filter((path) => path !== 'plugins');
  t.deepEqual(named.toSorted(), expected.toSorted());
});
