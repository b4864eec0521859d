import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

test('a matrix and a reshaped view of the same data are not taken for each other', async (t) => {
  const b = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
  const first = tf.matMul(tf.tensor2d([1, 1], [1, 2]), b);
  const second = tf.matMul(tf.tensor2d([1, 1, 1], [1, 3]), tf.reshape<tf.Rank.R2>(b, [3, 2]));
  t.deepEqual([...(await first.data())], [5, 7, 9]);
  t.deepEqual([...(await second.data())], [9, 12]);
});

test('a product whose batches both broadcast pairs every matrix of one with every matrix of the other', async (t) => {
  const a = tf.tensor4d([1, 2, 3, 4], [2, 1, 1, 2]);
  const b = tf.tensor3d([1, 0, 0, 1, 2, 2], [3, 2, 1]);
  const product = tf.matMul<tf.Tensor>(a, b);
  t.deepEqual(product.shape, [2, 3, 1, 1]);
  t.deepEqual([...(await product.data())], [1, 2, 6, 3, 4, 14]);
});

for (const [transposeA, transposeB] of [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const) {
  test(`a product is right with a transposed ${transposeA} and b transposed ${transposeB}`, async (t) => {
    // a is [[1, 2, 3]] and b the column 4, 5, 6, beside another one of ones.
    const a = tf.tensor2d([1, 2, 3], transposeA ? [3, 1] : [1, 3]);
    const b = transposeB ? tf.tensor2d([4, 5, 6, 1, 1, 1], [2, 3]) : tf.tensor2d([4, 1, 5, 1, 6, 1], [3, 2]);
    t.deepEqual(await tf.matMul(a, b, transposeA, transposeB).array(), [[4 + 10 + 18, 6]]);
  });
}

test('one matrix against a batch is multiplied with each of it, on either side', async (t) => {
  const one = tf.tensor3d([1, 2, 3, 4], [1, 2, 2]);
  const batch = tf.tensor3d([1, 0, 0, 1, 0, 1, 1, 0], [2, 2, 2]);
  t.deepEqual([...(await tf.matMul(one, batch).data())], [1, 2, 3, 4, 2, 1, 4, 3]);
  t.deepEqual([...(await tf.matMul(batch, one).data())], [1, 2, 3, 4, 3, 4, 1, 2]);
});
