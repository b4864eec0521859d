import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled, gradientOf } from './agree.ts';

const serial = test.serial;

for (const [stride, pad] of [
  [1, 'same'],
  [2, 'same'],
  [1, 'valid'],
  [2, 'valid'],
] as const) {
  serial(`depthwise convolution, stride ${stride}, pad ${pad}, and both gradients agree`, async (t) => {
    const convolve = (x: tf.Tensor, w: tf.Tensor) =>
      tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
    const filter = () => filled([3, 3, 3, 2], 'w');
    await agreesWithGradient(t, (x) => convolve(x, filter()));
    await agrees(t, () => gradientOf((w) => convolve(filled([2, 5, 7, 3]), w), filter()));
  });
}
