import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled } from './agree.ts';

const serial = test.serial;

const convolved = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filled([1, 1, 3, 4], 'w') as tf.Tensor4D, 1, 'same');

const moved: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  'transpose to NCHW': (x) => tf.transpose(x, [0, 3, 1, 2]),
  'transpose as if from NCHW': (x) => tf.transpose(x, [0, 2, 3, 1]),
  'another transpose': (x) => tf.transpose(x, [3, 1, 0, 2]),
  tile: (x) => tf.tile(x, [1, 2, 1, 3]),
  'concat of channels': (x) => tf.concat([x, tf.mul(x, 2)], 3),
  'concat of rows': (x) => tf.concat([x, filled([2, 2, 7, x.shape[3]!], 'more')], 1),
  stack: (x) => tf.stack([x, x], 2),
  unstack: (x) => tf.unstack(x, 1)[2]!,
  split: (x) => tf.split(x, [1, x.shape[3]! - 1], 3)[1]!,
  slice: (x) => tf.slice(x, [0, 1, 2, 1], [2, 3, -1, 2]),
  pad: (x) =>
    tf.pad(x, [
      [0, 0],
      [1, 2],
      [0, 3],
      [0, 0],
    ]),
  reverse: (x) => tf.reverse(x, [1, 3]),
  reshape: (x) => tf.reshape(x, [10, -1]),
  squeeze: (x) => tf.squeeze(tf.slice(x, [0, 1, 0, 0], [-1, 1, -1, -1])),
  gather: (x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'), 1),
};
for (const [name, f] of Object.entries(moved)) {
  serial(`${name} agrees`, agreesWithGradient, f);
  serial(`${name} of a convolution agrees`, agreesWithGradient, (x: tf.Tensor) => f(convolved(x)));
}

serial('strided slices agree', agrees, () => {
  const x = filled([2, 5, 7, 3]);
  return [
    tf.stridedSlice(x, [0, 4, 1, 0], [2, 0, 6, 3], [1, -2, 2, 1]),
    tf.stridedSlice(x, [0, 4], [2, -9], [1, -1], 3, 3),
    tf.stridedSlice(x, [1, 0], [2, 3], [1, 1], 0, 0, 0, 0, 1),
  ];
});

serial('padding with infinity, and mirrored padding, agree', agrees, () => [
  tf.pad(
    filled([2, 3]),
    [
      [1, 0],
      [0, 2],
    ],
    -Infinity,
  ),
  tf.mirrorPad(
    filled([4, 5]),
    [
      [1, 2],
      [0, 3],
    ],
    'reflect',
  ),
]);
