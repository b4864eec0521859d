import test from 'ava';
import { figuresOfRun } from '../../src/questions/run-figures.ts';
import type { RunResult, SplitResult } from '../../src/runs/result.ts';

const split = (value: number): SplitResult => ({
  loss: value / 10,
  losses: { 'loss/dice': value / 100 },
  metrics: { 'iou/macro/image': { value, perClass: [value], direction: 'max' } },
});
const result: RunResult = {
  id: 'a',
  name: 'x',
  steps: 4,
  classes: ['a'],
  best: { step: 2, metric: 'iou/macro/image', value: 0.5, figures: split(0.5) },
  test: split(0.4),
  seconds: 1,
  dataWait: 0.25,
  skipped: [],
};

test('the figures of the test and of the best validation, by their full names, and the wait for data', (t) => {
  t.deepEqual(Object.fromEntries(figuresOfRun(result)), {
    'test/iou/macro/image': 0.4,
    'test/loss': 0.04,
    'test/loss/dice': 0.004,
    'val/iou/macro/image': 0.5,
    'val/loss': 0.05,
    'val/loss/dice': 0.005,
    'time/data_wait': 0.25,
  });
});

test('without a test split there are the figures of the validation alone', (t) => {
  const { test: _, dataWait: __, ...rest } = result;
  t.deepEqual(
    [...figuresOfRun({ ...rest, val: split(0.3) })].map(([name]) => name),
    ['val/iou/macro/image', 'val/loss', 'val/loss/dice'],
  );
});
