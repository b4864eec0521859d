import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled, gradientOf } from './agree.ts';

const serial = test.serial;
type Pad = Parameters<typeof tf.conv2d>[3];

const pads: Pad[] = [
  'valid',
  'same',
  [
    [0, 0],
    [1, 0],
    [2, 1],
    [0, 0],
  ],
];
for (const stride of [1, 2, [2, 1] as [number, number]]) {
  for (const pad of pads) {
    for (const size of [1, 3]) {
      const title = `convolution ${size}x${size}, stride ${String(stride)}, pad ${JSON.stringify(pad)}`;
      const convolve = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
      for (const outputs of [2, 4]) {
        const filter = () => filled([size, size, 3, outputs], 'w');
        serial(`${title} to ${outputs} channels and both gradients agree`, async (t) => {
          await agreesWithGradient(t, (x) => convolve(x, filter()));
          await agrees(t, () => gradientOf((w) => convolve(filled([2, 5, 7, 3]), w), filter()));
        });
      }
    }
  }
}

serial('dilated, fused and transposed convolutions agree', agrees, () => {
  const x = filled([2, 5, 7, 3]) as tf.Tensor4D;
  const filter = filled([3, 3, 3, 4], 'w') as tf.Tensor4D;
  const bias = filled([4], 'b') as tf.Tensor1D;
  return [
    tf.conv2d(x, filter, 1, 'same', 'NHWC', 2),
    tf.depthwiseConv2d(x, filled([3, 3, 3, 2], 'w') as tf.Tensor4D, 1, 'same', 'NHWC', 2),
    tf.fused.conv2d({ x, filter, strides: 2, pad: 'same', bias, activation: 'relu6' }),
    tf.fused.depthwiseConv2d({
      x,
      filter: filled([3, 3, 3, 1], 'w') as tf.Tensor4D,
      strides: 1,
      pad: 'same',
      activation: 'relu',
    }),
    tf.conv2dTranspose(filled([2, 3, 4, 4]) as tf.Tensor4D, filter, [2, 5, 7, 3], 2, 'same'),
  ];
});
