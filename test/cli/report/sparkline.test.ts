import test from 'ava';
import { scaleOf, sparkline } from '../../../src/cli/report/sparkline.ts';

const curve = (...values: readonly (readonly [step: number, value: number])[]) =>
  values.map(([step, value]) => ({ step, value }));

test('a scale spans all curves', (t) => {
  t.deepEqual(scaleOf([curve([1, 3], [9, -1]), curve([12, 2])]), { lastStep: 12, low: -1, high: 3 });
  t.is(scaleOf([[], []]), undefined);
});

test('the lowest value is the lowest bar, the highest a full one, and a cell has the mean of its steps', (t) => {
  const points = curve([0, 0], [1, 7], [2, 1], [3, 2]);
  t.is(sparkline(points, { lastStep: 3, low: 0, high: 7 }, 4), '▁█▂▃');
  t.is(sparkline(points, { lastStep: 3, low: 0, high: 7 }, 2), '▅▃');
});

test('between two values the first is drawn on, and after the last nothing is', (t) => {
  t.is(sparkline(curve([2, 0], [6, 7]), { lastStep: 9, low: 0, high: 7 }, 10), '  ▁▁▁▁█');
});

test('a curve that never changes lies in the middle', (t) => {
  t.is(sparkline(curve([0, 3], [1, 3]), { lastStep: 1, low: 3, high: 3 }, 2), '▅▅');
});
