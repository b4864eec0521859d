import test from 'ava';
import { curvePoints, summarizeCurve } from '../../src/runs/curve-summary.ts';

const curve = new Map<number, number | string | null>([
  [30, 0.4],
  [10, 0.2],
  [20, 0.4],
  [40, 'NaN'],
  [35, 0.3],
]);

test('the best is the first of equal ones, and the last is the last number', (t) => {
  t.deepEqual(summarizeCurve(curve, 'max'), { best: { step: 20, value: 0.4 }, last: { step: 35, value: 0.3 } });
  t.deepEqual(summarizeCurve(curve, 'min').best, { step: 10, value: 0.2 });
});

test('a curve without a number has neither', (t) => {
  t.deepEqual(summarizeCurve(new Map([[1, null]]), 'max'), {});
});

test('points are in the order of their steps', (t) => {
  t.deepEqual(
    curvePoints(curve).map(({ step }) => step),
    [10, 20, 30, 35],
  );
});
