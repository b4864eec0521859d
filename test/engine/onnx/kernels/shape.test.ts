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
    tf.argMin(x, 1),
    tf.mean(tf.tensor1d([1, 2, 4], 'int32')),
    tf.sum(tf.tensor1d([1, 2, 4], 'int32')),
    tf.cumsum(x, 3, true, true),
  ];
});

serial('softmax agrees', agreesWithGradient, (x: tf.Tensor) => tf.softmax(x));
serial('softmax of a convolution agrees', agreesWithGradient, (x: tf.Tensor) => tf.softmax(convolved(x)));
serial('log softmax agrees', agreesWithGradient, (x: tf.Tensor) => tf.logSoftmax(convolved(x)));

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

serial('one-hot agrees at every rank, with indices that are no class', agrees, () => [
  tf.oneHot(tf.tensor1d([0, 2, 5, -1], 'int32'), 3),
  tf.oneHot(tf.tensor([0, 2, 5, -1, 1, 1, 2, 0], [2, 2, 2], 'int32'), 3),
  tf.oneHot(tf.tensor1d([0, 2], 'int32'), 3, 5, -1),
]);

serial('made tensors agree', agrees, () => [
  tf.fill([2, 3], 4),
  tf.zeros([2, 3]),
  tf.onesLike(filled([2])),
  tf.range(0, 5, 2),
  tf.range(5, 0, -2, 'int32'),
  tf.linspace(0, 1, 5),
  tf.fill([2], 1, 'int32'),
]);
