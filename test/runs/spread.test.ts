import test from 'ava';
import { spreadOf } from '../../src/runs/spread.ts';

test('the deviation is that of a sample: squares are divided by n - 1', (t) => {
  t.deepEqual(spreadOf([2, 4, 6]), { mean: 4, deviation: 2, count: 3 });
});

test('what could not be counted does not count', (t) => {
  t.deepEqual(spreadOf([1, NaN, 3]), { mean: 2, deviation: Math.SQRT2, count: 2 });
});

test('one value has no deviation, and none has no mean', (t) => {
  t.deepEqual(spreadOf([0.5]), { mean: 0.5, deviation: NaN, count: 1 });
  t.deepEqual(spreadOf([NaN]), { mean: NaN, deviation: NaN, count: 0 });
});
