import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled } from './agree.ts';

const serial = test.serial;

const convolved = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filled([1, 1, 3, 4], 'w') as tf.Tensor4D, 1, 'same');

for (const axes of [[3], [1, 2], [0, 1, 2], [0], [1, 3], [0, 3], [2, 3], [0, 1, 2, 3]]) {
  for (const keepDims of [true, false]) {
    serial(
      `sums over axes ${axes.join()} with keepDims ${keepDims} agree in both layouts`,
      agreesWithGradient,
      (x: tf.Tensor) => tf.add(tf.sum(x, axes, keepDims), tf.sum(tf.sum(convolved(x), axes, keepDims))),
    );
    serial(`reductions of a convolution over ${axes.join()} with keepDims ${keepDims}`, agrees, () => {
      const x = convolved(filled([2, 5, 7, 3]));
      return [
        tf.mean(x, axes, keepDims),
        tf.max(x, axes, keepDims),
        tf.min(x, axes, keepDims),
        tf.sum(x, axes, keepDims),
      ];
    });
  }
}

serial('other reductions agree', agrees, () => {
  const x = filled([2, 5, 7, 3]);
  return [
    tf.prod(x, 1),
    tf.any(tf.greater(x, 0.9), 2),
    tf.all(tf.greater(x, -0.9), 2),
    tf.argMax(x, 3),
    tf.argMax(convolved(x), -1),
    tf.argMax(tf.conv2d(x as tf.Tensor4D, filled([1, 1, 3, 9], 'w') as tf.Tensor4D, 1, 'same'), 3),
    tf.argMin(x, 1),
    tf.mean(tf.tensor1d([1, 2, 4], 'int32')),
    tf.sum(tf.tensor1d([1, 2, 4], 'int32')),
  ];
});
