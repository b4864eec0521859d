import test from 'ava';
import { sweepResultsTable } from '../../../src/cli/report/sweep-results.ts';

test('points are listed best first, with what they set, their metrics and time', (t) => {
  const point = { name: 'x', attempts: 1, directions: { 'iou/macro/image': 'max' as const } };
  const table = sweepResultsTable([
    {
      ...point,
      id: 'a1',
      state: 'completed',
      overrides: { seed: 1 },
      metrics: { 'iou/macro/image': 0.5 },
      seconds: 61,
    },
    {
      ...point,
      id: 'b2',
      state: 'completed',
      overrides: { seed: 2 },
      metrics: { 'iou/macro/image': 0.75 },
      seconds: 9,
    },
    { ...point, id: 'c3', state: 'failed', overrides: { 'loss.type': 'focal' } },
  ]);
  t.deepEqual(
    table.split('\n').map((line) => line.trim().split(/ {2,}/)),
    [
      ['point', 'seed', 'loss.type', 'test/iou/macro/image', 'time', 'state'],
      ['b2', '2', '-', '0.7500', '9s', 'completed'],
      ['a1', '1', '-', '0.5000', '1m 01s', 'completed'],
      ['c3', '-', 'focal', '-', '-', 'failed'],
    ],
  );
});

test('points that differ in their fold only have a line with mean and standard deviation', (t) => {
  const point = { name: 'x', attempts: 1, state: 'completed' as const, split: 'val' as const };
  const table = sweepResultsTable(
    [0.5, 0.75].map((iou, fold) => ({
      ...point,
      id: `f${fold}`,
      overrides: { 'dataset.split.fold': fold },
      metrics: { iou },
    })),
  );
  const lines = table.split('\n').map((line) => line.trim().split(/ {2,}/));
  t.deepEqual(lines[0], ['point', 'dataset.split.fold', 'val/iou', 'time', 'state']);
  t.deepEqual(lines.at(-1), ['2 folds', '-', '0.6250 ± 0.1768', 'mean']);
});
