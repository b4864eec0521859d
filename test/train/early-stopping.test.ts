import test from 'ava';
import { hasStalled } from '../../src/train/early-stopping.ts';

const stalled = (values: readonly number[], patience: number, min_delta = 0, direction: 'max' | 'min' = 'max') =>
  hasStalled({ direction, values: values.map((value, index) => ({ step: index, value })) }, { patience, min_delta });

test('training stalls at as many validations without an improvement as are tolerated', (t) => {
  t.false(stalled([], 1));
  t.false(stalled([0.5], 1));
  t.true(stalled([0.5, 0.5], 1));
  t.false(stalled([0.5, 0.4, 0.6, 0.5], 2));
  t.true(stalled([0.5, 0.4, 0.6, 0.5, 0.6], 2));
});

test('where less is better, less is an improvement', (t) => {
  t.false(stalled([3, 2, 1], 1, 0, 'min'));
  t.true(stalled([3, 2, 2.5], 1, 0, 'min'));
});

test('a change must be larger than min_delta, seen from the last improvement', (t) => {
  t.true(stalled([0.5, 0.75], 1, 0.25));
  t.false(stalled([0.5, 0.8], 1, 0.25));
  t.false(stalled([0.5, 0.7, 0.8], 2, 0.25), 'two small changes together are large');
  t.true(stalled([3, 2.75], 1, 0.25, 'min'));
});

test('where nothing could be counted there is no improvement, and the first number is one', (t) => {
  t.true(stalled([NaN, NaN], 2));
  t.false(stalled([NaN, 0.1], 2));
  t.true(stalled([0.1, NaN, NaN], 2));
});
