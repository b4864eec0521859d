import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, filled } from './agree.ts';

const serial = test.serial;

serial('one-hot agrees at every rank, with indices that are no class', agrees, () => [
  tf.oneHot(tf.tensor1d([0, 2, 5, -1], 'int32'), 3),
  tf.oneHot(tf.tensor([0, 2, 5, -1, 1, 1, 2, 0], [2, 2, 2], 'int32'), 3),
  tf.oneHot(tf.tensor1d([0, 2], 'int32'), 3, 5, -1),
]);

serial('rows are picked along any axis', agrees, () => {
  const indices = tf.tensor([2, 0, 2, 1], [2, 2], 'int32');
  return [tf.gather(filled([4, 3]), indices), tf.gather(filled([2, 3, 4]), indices, 1)];
});

serial('slices are picked by several axes at once', agrees, () =>
  tf.gatherND(filled([4, 3, 2]), tf.tensor2d([3, 1, 0, 2], [2, 2], 'int32')),
);

serial('rows of the same segment are added', async (t) => {
  await tf.setBackend('onnxruntime');
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const sums = tf.unsortedSegmentSum(x, tf.tensor1d([2, 0, 2], 'int32'), 4);
  t.deepEqual([...(await sums.data())], [3, 4, 0, 0, 6, 8, 0, 0]);
  tf.dispose([x, sums]);
});

serial('the largest numbers agree with their places, of some or all', agrees, () => {
  const { values, indices } = tf.topk(filled([2, 3, 7]), 4, true);
  return [values, indices, ...Object.values(tf.topk(filled([9]), 9, true))];
});

serial('running sums agree forward, backward, with and without the value itself', agrees, () => {
  const x = filled([2, 5, 7, 3]);
  return [tf.cumsum(x, 3, true, true), tf.cumsum(x, 1), tf.cumsum(x, 0, false, true), tf.cumsum(tf.zeros([0, 2]))];
});
