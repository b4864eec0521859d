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
