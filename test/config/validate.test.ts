import test from 'ava';
import { z } from 'zod';
import { poison } from '../../src/config/interpolate.ts';
import type { MapNode } from '../../src/config/tree.ts';
import { sortProblems, validate } from '../../src/config/validate.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { treeOf } from './_trees.ts';

const schema = z.strictObject({
  steps: z.int(),
  name: z.string().default('x'),
  sizes: z.array(z.int()).default([]),
  part: z.strictObject({ rate: z.number() }).optional(),
});

function check(tree: MapNode): { value: unknown; problems: string[] } {
  const problems: Problem[] = [];
  const value = validate(tree, schema, (problem) => problems.push(problem));
  return { value, problems: problems.map(({ code, where }) => `${where?.line}:${where?.column} ${code}`) };
}

/** The tree with a reference that could not be replaced at the top-level key `steps`. */
function poisoned(text: string): MapNode {
  const tree = treeOf(text);
  const { key, node } = tree.entries.get('steps')!;
  return {
    ...tree,
    entries: new Map([...tree.entries, ['steps', { key, node: { ...node, kind: 'scalar', value: poison } as never }]]),
  };
}

test('a right tree becomes a value with its defaults, and nothing is reported', (t) => {
  t.deepEqual(check(treeOf('steps: 3\n')), { value: { steps: 3, name: 'x', sizes: [] }, problems: [] });
});

test('every wrong value is reported at its own place, and there is no value', (t) => {
  t.deepEqual(check(treeOf('steps: many\nsizes: [1, two]\n')), {
    value: undefined,
    problems: ['1:8 wrong-type', '2:12 wrong-type'],
  });
});

test('a misspelt required key is one problem, and not a missing key as well', (t) => {
  t.deepEqual(check(treeOf('stepz: 3\n')).problems, ['1:1 unknown-key']);
  t.deepEqual(check(treeOf('steps: 3\npart: {ratte: 1}\n')).problems, ['2:8 unknown-key']);
});

test('a required key that nothing was meant to be is reported as missing', (t) => {
  t.deepEqual(check(treeOf('banana: 3\n')).problems.toSorted(), ['1:1 missing-key', '1:1 unknown-key']);
});

test('a key that resembles one which is written as well hides nothing', (t) => {
  t.deepEqual(check(treeOf('steps: many\nstepz: 3\n')).problems.toSorted(), ['1:8 wrong-type', '2:1 unknown-key']);
});

test('a value whose reference failed is not reported again, and others are', (t) => {
  t.deepEqual(check(poisoned('steps: 3\n')), { value: undefined, problems: [] });
  t.deepEqual(check(poisoned('steps: 3\nname: [1]\n')).problems, ['2:7 wrong-type']);
});

test('problems are sorted by line and column, and files keep the order in which they appear', (t) => {
  const at = (file: string, line: number, column: number): Problem => ({
    code: 'bad-value',
    message: `${file}:${line}:${column}`,
    where: { file, line, column },
  });
  const sorted = sortProblems([at('b', 2, 1), at('a', 9, 9), at('b', 1, 7), at('b', 1, 3), at('a', 1, 1)]);
  t.deepEqual(
    sorted.map(({ message }) => message),
    ['b:1:3', 'b:1:7', 'b:2:1', 'a:1:1', 'a:9:9'],
  );
});

test('problems of one place keep their order, and those without a line come first in their file', (t) => {
  const problems: Problem[] = [
    { code: 'bad-value', message: 'late', where: { file: 'a', line: 2, column: 1 } },
    { code: 'bad-value', message: 'first', where: { file: 'a', line: 1, column: 1 } },
    { code: 'bad-value', message: 'second', where: { file: 'a', line: 1, column: 1 } },
    { code: 'bad-value', message: 'whole file', where: { file: 'a' } },
  ];
  t.deepEqual(
    sortProblems(problems).map(({ message }) => message),
    ['whole file', 'first', 'second', 'late'],
  );
  t.is(problems[0]?.message, 'late', 'the list that was given is left as it was');
});
