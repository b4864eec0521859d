import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, filled } from './agree.ts';

const serial = test.serial;

serial('blocks move between space, batch and depth', agrees, () => [
  tf.spaceToBatchND(
    filled([1, 4, 6, 3]),
    [2, 2],
    [
      [0, 2],
      [1, 1],
    ],
  ),
  tf.batchToSpaceND(
    filled([8, 2, 3, 3]),
    [2, 2],
    [
      [0, 1],
      [1, 0],
    ],
  ),
  tf.depthToSpace(filled([1, 2, 3, 8]) as tf.Tensor4D, 2),
]);

serial('channels become the pixels of a block, row by row', async (t) => {
  await tf.setBackend('onnxruntime');
  const y = tf.depthToSpace(tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 1, 2, 4]), 2);
  t.deepEqual([...(await y.data())], [1, 2, 5, 6, 3, 4, 7, 8]);
  y.dispose();
});
