import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

test('sums over leading axes are right for infinite, empty and indivisible rows, and never finite for NaN', async (t) => {
  const sum = async (values: number[], rows: number) => [...(await tf.sum(tf.tensor2d(values, [rows, 2]), 0).data())];
  t.deepEqual(await sum([2, 1, 2, Infinity, 1, 1], 3), [5, Infinity]);
  t.false(Number.isFinite((await sum([NaN, 1, 2, 3, 1, 1], 3))[0]));
  t.deepEqual(
    (await sum([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], 7)).map((value) => Number(value.toPrecision(6))),
    [49, 56],
  );
  t.deepEqual(await sum([], 0), [0, 0]);
});
test('other axes, all axes and kept dimensions', async (t) => {
  const x = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2]);
  const sum = async (axes: number[] | undefined, keepDims = false) => {
    const y = tf.sum(x, axes, keepDims);
    return [y.shape.join(), ...(await y.data())];
  };
  t.deepEqual(await sum([1]), ['2,2', 9, 12, 27, 30]);
  t.deepEqual(await sum([1, 0], true), ['1,1,2', 36, 42]);
  t.deepEqual(await sum([0]), ['3,2', 8, 10, 12, 14, 16, 18]);
  t.deepEqual(await sum(undefined), ['', 78]);
});

test('whole numbers are summed as whole numbers', async (t) => {
  const y = tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), 0);
  t.is(y.dtype, 'int32');
  t.deepEqual([...(await y.data())], [4, 6]);
});
