import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

test('rows with a negative segment are left out, and segments of matrices keep the rest of the shape', async (t) => {
  const x = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
  const sums = tf.unsortedSegmentSum(x, tf.tensor1d([2, -1], 'int32'), 3);
  t.deepEqual(sums.shape, [3, 2, 2]);
  t.deepEqual([...(await sums.data())], [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
});

test('rows of the same segment are added, and it is the gradient of gather', async (t) => {
  const pick = (x: tf.Tensor) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'));
  const dx = tf.grad(pick)(tf.zeros([3, 2]), tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]));
  t.deepEqual([...(await dx.data())], [3, 4, 0, 0, 6, 8]);
});
