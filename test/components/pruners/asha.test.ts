import test from 'ava';
import type { Pruner } from '../../../src/registry/index.ts';
import { learningCurves, pruned } from '../../helpers/learning-curves.ts';
import { buildPart } from '../../helpers/networks.ts';
import { medianOf } from '../../helpers/search-functions.ts';

const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const asha = (params: Record<string, unknown> = {}): Promise<Pruner> =>
  buildPart('pruner', { type: 'asha', ...params });
const at = (...values: number[]) => ({ values, isComplete: false });

test('a run goes on if it is among the best third of all that have come to the rung', async (t) => {
  const rule = await asha();
  const others = [at(0.1), at(0.2), at(0.3), at(0.4), at(0.5)];
  t.deepEqual(rule([0.15], others, 'min'), { keep: true, cutoff: 0.15, among: 6 });
  t.deepEqual(rule([0.25], others, 'min'), { keep: false, cutoff: 0.2, among: 6 });
  t.deepEqual(rule([0.45], others, 'max'), { keep: true, cutoff: 0.45, among: 6 });
  t.deepEqual(rule([0.35], others, 'max'), { keep: false, cutoff: 0.4, among: 6 });
});

test('of less than a whole group, the best goes on: whoever is first, and a tie', async (t) => {
  const rule = await asha();
  t.deepEqual(rule([0.9], [], 'min'), { keep: true, cutoff: 0.9, among: 1 });
  t.deepEqual(rule([0.9], [at(0.8)], 'min'), { keep: false, cutoff: 0.8, among: 2 });
  t.deepEqual(rule([0.8], [at(0.8)], 'min'), { keep: true, cutoff: 0.8, among: 2 });
});

test('there are rungs at 1, 3, 9, and runs that have not come so far do not count', async (t) => {
  const rule = await asha();
  const judged = Array.from({ length: 10 }, (_, index) => rule(Array(index + 1).fill(1), [], 'min') !== undefined);
  t.deepEqual(judged, [true, false, true, false, false, false, false, false, true, false]);
  t.is(rule([3, 2, 1], [at(0), at(0, 0), at(0, 0, 0)], 'min')!.among, 2);
  const later = await asha({ min_resource: 2, reduction_factor: 4 });
  t.deepEqual(
    Array.from({ length: 9 }, (_, index) => index + 1).filter((length) => later(Array(length).fill(1), [], 'max')),
    [2, 8],
  );
});

test('a value that is not a number is worse than any, but the first goes on', async (t) => {
  const rule = await asha();
  t.is(rule([NaN], [at(0.1)], 'max')!.keep, false);
  t.is(rule([NaN], [at(0.1)], 'min')!.keep, false);
  t.is(rule([0.1], [at(NaN)], 'min')!.keep, true);
  t.is(rule([NaN], [], 'min')!.keep, true);
});

test('on made-up curves it takes the steps of the reference, and loses almost nothing', async (t) => {
  const rule = await asha();
  const all = seeds.map((seed) => pruned(rule, learningCurves(seed)));
  const whole = seeds.map((seed) => pruned(() => undefined, learningCurves(seed)));
  t.true(whole.every(({ steps }) => steps === 2187));
  // 303 of 2187 steps with optuna 5.0.0 (min_resource 1, reduction_factor 3), on these curves and on others of the
  // kind.
  t.true(medianOf(all.map(({ steps }) => steps)) <= 1.25 * 303);
  t.true(medianOf(all.map(({ best }) => best)) <= medianOf(whole.map(({ best }) => best)) + 0.005);
});
