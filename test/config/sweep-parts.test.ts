import test from 'ava';
import { drawChoice, endsOf, readSweepParts, seedsFactor, type Choice } from '../../src/config/sweep-parts.ts';
import { toPlain } from '../../src/config/tree.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { treeOf } from './_trees.ts';

const plain = ({ name, overrides }: Choice) => [
  ...(name === undefined ? [] : [name]),
  ...overrides.map(({ path, value }) => `${path.join('.')}=${JSON.stringify(toPlain(value))}`),
];
const read = (text: string) => {
  const problems: Problem[] = [];
  return { problems, ...readSweepParts(treeOf(text), (problem) => problems.push(problem)) };
};

test('grid, zip and points are factors, in this order, whatever the order in the file', (t) => {
  const { factors, included, excluded, random } = read(
    'points: {a: {seed: 1}, b: {}}\nzip: {x: [1, 2], y: [3, 4]}\ngrid: {g: [[5], null]}\ninclude: [{x: 9}]\nexclude: [{g: null, x: 1}]',
  );
  t.deepEqual(
    factors.map(({ values }) => values.map(plain)),
    [
      [['g=[5]'], ['g=null']],
      [
        ['x=1', 'y=3'],
        ['x=2', 'y=4'],
      ],
      [['a', 'seed=1'], ['b']],
    ],
  );
  t.deepEqual(included.map(plain), [['x=9']]);
  t.deepEqual(plain({ overrides: excluded[0]! }), ['g=null', 'x=1']);
  t.is(random, undefined);
  t.true(factors[0]!.values[0]!.overrides[0]!.value.origin.by === 'axis');
});

test('a value twice, and values of zip without a partner, are told', (t) => {
  const { problems, factors } = read('grid: {g: [1, 1.0]}\nzip: {x: [1, 2], y: [3]}');
  t.deepEqual(
    problems.map(({ code, where }) => [code, where?.line]),
    [
      ['bad-axis', 1],
      ['bad-axis', 2],
    ],
  );
  t.is(factors[1]!.values.length, 1);
});

test('seeds follow the first one', (t) => {
  const values = (text: string) => seedsFactor(treeOf(text), 5).map((factor) => factor.values.map(plain));
  t.deepEqual(values('seeds: 2'), [[['seed=5'], ['seed=6']]]);
  for (const wrong of ['seeds: 0', 'seeds: many', 'grid: {}']) t.deepEqual(values(wrong), []);
});

test('draws write every key, and a choice one of its values as it is written', (t) => {
  const { random } = read(
    'random: {points: 3, over: {loss: {type: choice, values: [{type: a, p: 1}]}, lr: {type: uniform, low: 1, high: 2}, odd: {type: uniform}}}',
  );
  t.like(random, { points: 3, seed: 0 });
  const [loss, lr, ...rest] = plain(drawChoice(random!, 0));
  t.is(loss, 'loss={"type":"a","p":1}');
  t.regex(String(lr), /^lr=1\.\d+$/);
  t.deepEqual(rest, [], 'what is no distribution is left out');
  t.deepEqual(drawChoice(random!, 1), drawChoice(random!, 1));
  t.notDeepEqual(plain(drawChoice(random!, 1)), plain(drawChoice(random!, 0)));
});

test('the ends of a distribution are its bounds, its mean, or its values', (t) => {
  const { random } = read(
    'random: {points: 1, over: {a: {type: integer, low: 1, high: 4}, b: {type: normal, mean: 2, std: 1}, c: {type: choice, values: [x, y]}}}',
  );
  t.deepEqual(
    random!.over.map((dimension) => endsOf(dimension).flatMap(plain)),
    [['a=1', 'a=4'], ['b=2'], ['c="x"', 'c="y"']],
  );
});
