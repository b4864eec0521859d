import test from 'ava';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { estimateSecondsLeft, type RunningPoint } from '../../src/sweep/progress.ts';

const point: LedgerPoint = { id: 'a', name: 'a', overrides: {}, state: 'completed', attempts: 1 };
const took = (seconds: number): LedgerPoint => ({ ...point, seconds });
const running = (step: number, seconds: number): RunningPoint => ({ point, step, totalSteps: 100, seconds });

test('nothing is estimated before the first step', (t) => {
  t.is(estimateSecondsLeft([], [running(0, 0)], 3, 1), undefined);
});

test('the mean time of finished points is what each remaining one takes', (t) => {
  t.is(estimateSecondsLeft([took(10), took(30)], [], 3, 1), 60);
});

test('what a running point has behind it is not counted again', (t) => {
  t.is(estimateSecondsLeft([took(20)], [running(75, 15)], 1, 1), 25);
});

test('processes share the work, but no more of them than there are points', (t) => {
  t.is(estimateSecondsLeft([took(20)], [], 4, 2), 40);
  t.is(estimateSecondsLeft([took(20)], [], 1, 8), 20);
});

test('before any point is finished the running ones are projected', (t) => {
  t.is(estimateSecondsLeft([], [running(50, 10)], 1, 1), 30);
});
