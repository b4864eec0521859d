import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled, gradientOf } from './agree.ts';

const serial = test.serial;

/** Doubled with a gradient of pooling, as src/nn does. */
const doubled = (x: tf.Tensor) =>
  tf.customGrad((input) => ({
    value: tf.image.resizeNearestNeighbor(input as tf.Tensor4D, [10, 14]),
    gradFunc: (dy: tf.Tensor) => tf.mul(tf.avgPool(dy as tf.Tensor4D, 2, 2, 'valid'), 4),
  }))(x);
for (const size of [1, 3]) {
  for (const batch of [1, 2]) {
    serial(`a ${size}x${size} convolution of ${batch} doubled images and both gradients agree`, async (t) => {
      const convolve = (x: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(doubled(x) as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
      const filter = () => filled([size, size, 3, 4], 'w');
      await agreesWithGradient(t, (x) => convolve(x, filter()), [batch, 5, 7, 3]);
      await agrees(t, () => gradientOf((w) => convolve(filled([batch, 5, 7, 3]), w), filter()));
    });
  }
}
