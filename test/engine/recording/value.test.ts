import test from 'ava';
import { leaf, sameShape, sizeOf } from '../../../src/engine/recording/value.ts';

test('a leaf has its numbers, no producer and one owner', (t) => {
  const data = Float32Array.of(1, 2);
  t.deepEqual(leaf(data, [2], 'float32'), { shape: [2], dtype: 'float32', data, producer: undefined, refCount: 1 });
});

test('a scalar has one number, an empty axis none', (t) => {
  t.deepEqual([sizeOf([]), sizeOf([2, 3]), sizeOf([2, 0, 3])], [1, 6, 0]);
});

test('shapes are the same when every length is', (t) => {
  t.true(sameShape([2, 3], [2, 3]));
  t.false(sameShape([2, 3], [3, 2]));
  t.false(sameShape([2, 3], [2, 3, 1]));
  t.false(sameShape([2, 3, 1], [2, 3]));
});
