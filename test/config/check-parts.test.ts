import test from 'ava';
import { checkParts, checkSeeds, unitsOf } from '../../src/config/check-parts.ts';
import { schemaOf } from '../../src/config/schema-of.ts';
import { readSweepParts, seedsFactor } from '../../src/config/sweep-parts.ts';
import type { Problem } from '../../src/core/errors/index.ts';
import { testRegistry } from './_registry.ts';
import { treeOf } from './_trees.ts';

const base = treeOf('loss: {type: focal}\noptimizer: {type: adam}');
const check = (text: string) => {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const parts = checkParts(readSweepParts(treeOf(text), report), base, schemaOf(testRegistry()), report);
  return { parts, problems };
};

test('what is wrong is told and taken out, the rest stays', (t) => {
  const { parts, problems } = check(
    'grid: {loss.gama: [1], seed: [1, 2]}\nrandom: {points: 1, over: {optimizer.lrr: {type: uniform, low: 1, high: 2}}}\ninclude: [{sed: 3}]\nexclude: [{sede: 1}]',
  );
  t.deepEqual(
    problems.map(({ code, where }) => [code, where?.line]),
    [
      ['bad-axis', 2],
      ['bad-axis', 1],
      ['bad-axis', 3],
      ['bad-axis', 4],
    ],
  );
  t.deepEqual(
    parts.factors.map(({ values }) => values.map(({ overrides }) => overrides.length)),
    [[0], [1, 1]],
  );
  t.deepEqual([parts.random?.over.length, parts.included[0]!.overrides.length, parts.excluded.length], [0, 0, 0]);
});

test('a key that varies in two parts is told at the second', (t) => {
  const { problems } = check('grid: {seed: [1, 2]}\nzip: {seed: [3], train.epochs: [1]}');
  t.deepEqual(
    problems.map(({ message, where }) => [message, where?.line]),
    [['expected each key to vary in one place, got `seed` in two', 2]],
  );
});

test('drawn keys are units of their own, named points one together', (t) => {
  const { parts } = check(
    'points: {a: {seed: 1}, b: {train.epochs: 2}}\nrandom: {points: 1, over: {optimizer.lr: {type: uniform, low: 1, high: 2}, loss.gamma: {type: uniform, low: 1, high: 2}}}',
  );
  t.deepEqual(
    unitsOf(parts).map(({ values }) => values.length),
    [2, 2, 2],
  );
});

test('seeds stay unless the seed varies already', (t) => {
  const seeds = seedsFactor(treeOf('seeds: 2'), 0);
  const problems: Problem[] = [];
  const kept = (text: string) => checkSeeds(seeds, check(text).parts, (problem) => problems.push(problem)).length;
  t.is(kept('grid: {train.epochs: [1, 2]}'), 1);
  t.is(problems.length, 0);
  t.is(kept('grid: {seed: [1, 2]}'), 0);
  t.is(kept('include: [{seed: 4}]'), 0);
  t.deepEqual(
    problems.map(({ code }) => code),
    ['bad-axis', 'bad-axis'],
  );
});
