import test from 'ava';
import type { TrainingProgress } from '../../src/train/checkpoint.ts';
import { createEarlyEnds } from '../../src/train/early-end.ts';

const at = (step: number, losses: readonly number[] = []): TrainingProgress => ({
  step,
  best: null,
  validations: losses.map((loss, index) => ({ step: index + 1, values: { loss } })),
});
const watched = { earlyStopping: { name: 'loss', direction: 'min' } } as const;
const ends = (train: { max_time?: string; patience?: number }, seconds = 0) =>
  createEarlyEnds(
    {
      ...(train.max_time !== undefined && { max_time: train.max_time }),
      ...(train.patience !== undefined && { early_stopping: { patience: train.patience, min_delta: 0 } }),
    },
    { totalSteps: 10 },
    train.patience === undefined ? {} : watched,
    () => seconds,
  );

test('without limits nothing ends training', (t) => {
  const none = ends({}, 1e9);
  t.false(none.isTimeUp());
  t.is(none.at(at(5, [1, 1, 1]), none.isTimeUp()), undefined);
});

test('the time is up when it has been taken, and ends training if it was seen', (t) => {
  t.false(ends({ max_time: '1m' }, 59.9).isTimeUp());
  const over = ends({ max_time: '1m' }, 60);
  t.true(over.isTimeUp());
  t.is(over.at(at(5), true), 'max_time');
  t.is(over.at(at(5), false), undefined, 'the step was not validated yet');
});

test('validations without an improvement end it, before the time does', (t) => {
  const both = ends({ max_time: '1m', patience: 2 }, 60);
  t.is(both.at(at(5, [3, 3, 3]), true), 'early_stopping');
  t.is(both.at(at(5, [3, 3]), true), 'max_time');
});

test('the last step is the end by itself', (t) => {
  t.is(ends({ max_time: '1m', patience: 1 }, 60).at(at(10, [3, 3]), true), undefined);
});
