import test from 'ava';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { isGivenUp, trialOf } from '../../src/sweep/trial.ts';

const run = (given: Partial<LedgerPoint>): LedgerPoint => ({
  id: 'a',
  name: 'a',
  overrides: {},
  state: 'completed',
  attempts: 1,
  ...given,
});
const valued = (value: number, direction: 'max' | 'min' = 'max', rest: Partial<LedgerPoint> = {}) =>
  run({ validation: { metric: 'iou', direction, value, step: 9 }, ...rest });
const pruned = { by: 'asha', metric: 'iou', validation: 1, step: 3, value: 0.2, cutoff: 0.5, among: 4 };
const waiting = run({ state: 'waiting', attempts: 0 });

test('the value of a trial is the mean over its seeds, smaller is better whatever the metric says', (t) => {
  t.deepEqual(trialOf([0.5], [valued(0.5), valued(0.7)]), { position: [0.5], state: 'complete', loss: -0.6 });
  t.deepEqual(trialOf([1], [valued(0.5, 'min')]), { position: [1], state: 'complete', loss: 0.5 });
});

test('it is pending until all seeds have ended', (t) => {
  for (const other of [
    undefined,
    waiting,
    run({ state: 'running' }),
    run({ state: 'lost' }),
    run({ state: 'interrupted' }),
  ])
    t.deepEqual(trialOf([1], [valued(0.5), other]), { position: [1], state: 'pending' });
  t.is(trialOf([1], []).state, 'pending');
});

test('seeds that failed, or in which nothing could be counted, have no value; without any the trial has failed', (t) => {
  const failed = run({ state: 'failed' });
  t.is(trialOf([1], [valued(0.5), failed]).loss, -0.5);
  t.is(trialOf([1], [valued(0.5), valued(NaN)]).loss, -0.5);
  t.is(trialOf([1], [valued(0.5), run({})]).loss, -0.5);
  t.deepEqual(trialOf([1], [failed, valued(NaN), run({})]), { position: [1], state: 'failed' });
});

test('a trial with a pruned seed is pruned, and its further seeds do not start', (t) => {
  const stopped = valued(0.25, 'max', { pruned });
  t.deepEqual(trialOf([1], [stopped, waiting, undefined]), { position: [1], state: 'pruned', loss: -0.25, step: 3 });
  t.is(trialOf([1], [stopped, run({ state: 'running' })]).state, 'pending', 'one that runs comes to its end');
  t.true(isGivenUp(1, [stopped, waiting]));
  t.true(isGivenUp(1, [stopped, undefined]));
  t.false(isGivenUp(1, [stopped, run({ state: 'interrupted' })]));
  t.false(isGivenUp(1, [valued(0.5), waiting]));
});
