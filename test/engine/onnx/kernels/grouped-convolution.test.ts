import type * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { groupedConv2d } from '../../../../src/nn/grouped-conv2d.ts';
import { agrees, agreesWithGradient, filled, gradientOf } from './agree.ts';

for (const [stride, pad, dilation] of [
  [1, 'same', 1],
  [2, 'same', 1],
  [1, 'valid', 2],
  [3, 'valid', 1],
] as const) {
  test.serial(`groups with stride ${stride}, pad ${pad}, dilation ${dilation}, and both gradients agree`, async (t) => {
    const convolution = { strides: stride, pad, dilations: dilation, groups: 3 };
    const convolve = (x: tf.Tensor, w: tf.Tensor) => groupedConv2d(x as tf.Tensor4D, w as tf.Tensor4D, convolution);
    const filter = () => filled([3, 3, 2, 9], 'w');
    await agreesWithGradient(t, (x) => convolve(x, filter()), [2, 7, 8, 6]);
    await agrees(t, () => gradientOf((w) => convolve(filled([2, 7, 8, 6]), w), filter()));
  });
}
