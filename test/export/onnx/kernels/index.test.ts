import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import * as nn from '../../../../src/nn/index.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertExported, exported, type Network, networkOf, numbers } from '../_exported.ts';

const weights = (...shape: number[]) => tf.tensor(numbers(shape), shape);
const grouped = (groups: number, channels: number) => {
  const conv = new nn.Conv2d(6, channels, 3, { random: createRandom(0), groups, padding: 1, stride: 2 });
  return (x: tf.Tensor4D) => conv.forward(tf.concat([x, tf.neg(x)], 3));
};
const logical = (a: tf.Tensor, b: tf.Tensor) =>
  tf.logicalXor(tf.logicalAnd(a, b), tf.logicalOr(tf.logicalNot(a), b)).toFloat();

/** Each computes with kernels of one file. Height, width and number of images follow from those of the images. */
const networks: Record<string, Network> = {
  'functions of one number': (x) =>
    tf.addN([
      tf.relu(x),
      tf.relu6(tf.mul(x, 4)),
      tf.elu(x),
      tf.selu(x),
      tf.leakyRelu(x, 0.3),
      tf.sigmoid(x),
      tf.softplus(x),
      tf.exp(x),
      tf.expm1(x),
      tf.log1p(tf.abs(x)),
      tf.rsqrt(tf.add(tf.square(x), 1)),
      tf.clipByValue(x, -0.5, 0.7),
      tf.step(x, 0.25),
      tf.floor(x),
      tf.sign(x),
    ]),
  'functions of two numbers': (x) =>
    tf.addN([
      tf.sub(x, 0.5),
      tf.div(x, tf.tensor1d([1, 2, 4])),
      tf.maximum(x, tf.neg(x)),
      tf.squaredDifference(x, tf.mean(x, [1, 2], true)),
      tf.mod(x, 0.7),
      tf.prelu(x, tf.tensor4d([0.1, 0.2, 0.3], [1, 1, 1, 3])),
      tf.where(tf.greater(x, 0.1), x, tf.zerosLike(x)),
      logical(tf.less(x, 0), tf.greaterEqual(x, -1)),
      tf.cast(tf.cast(tf.mul(x, 3), 'int32'), 'float32'),
    ]),
  reductions: (x) => {
    const perImage = tf.add(tf.add(tf.sum(x, [1, 2], true), tf.max(x, [1, 2], true)), tf.mean(x, [1, 2, 3], true));
    const best = tf.expandDims(tf.cast(tf.argMax(x, 3), 'float32'), 3);
    const rows = tf.reshape(tf.min(x, 2), [x.shape[0], x.shape[1], 1, 3]);
    return tf.addN([tf.add(x, perImage), tf.add(tf.zerosLike(x), best), tf.add(tf.zerosLike(x), rows)]);
  },
  shapes: (x) => {
    const [batch, height, width] = x.shape;
    const flat = tf.reshape(x, [batch, height * width, 3]);
    const back = tf.reshape(tf.transpose(flat, [0, 2, 1]), [batch, 3, height, width]);
    const turned = tf.transpose(back, [0, 2, 3, 1]) as tf.Tensor4D;
    const padded = tf.pad(
      turned,
      [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ],
      0.5,
    );
    const cut = tf.slice(padded, [0, 1, 0, 0], [batch, height, width, 3]);
    const mirrored = tf.mirrorPad(
      cut,
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ],
      'reflect',
    );
    const halved = tf.stridedSlice(mirrored, [0, 0, 0, 0], mirrored.shape, [1, 2, 1, 1]);
    const tiled = tf.tile(tf.reverse(halved, 2), [1, 1, 2, 1]);
    const [first, rest] = tf.split(tiled, [1, 2], 3);
    return tf.concat([rest!, first!, tf.stack(tf.unstack(tiled, 3).slice(0, 2), 3)], 3);
  },
  'blocks of pixels': (x) =>
    tf.concat(
      [
        tf.depthToSpace(tf.concat<tf.Tensor4D>([x, x, x, x], 3), 2, 'NHWC'),
        tf.batchToSpaceND(
          tf.spaceToBatchND(
            tf.image.resizeNearestNeighbor(x, [x.shape[1] * 2, x.shape[2] * 2]),
            [2, 2],
            [
              [0, 0],
              [0, 0],
            ],
          ),
          [2, 2],
          [
            [0, 0],
            [0, 0],
          ],
        ),
      ],
      3,
    ),
  'look-ups': (x) => {
    const label = tf.argMax(x, 3);
    const { values, indices } = tf.topk(x, 2);
    const colors = tf.gather(weights(3, 4), label);
    return tf.concat(
      [tf.oneHot(label, 3, 2, -1, 'float32'), values, tf.cast(indices, 'float32'), colors, tf.cumsum(x, 3)],
      3,
    );
  },
  products: (x) => {
    const [batch, height, width] = x.shape;
    const pixels = tf.reshape(x, [batch, height * width, 3]);
    const gram = tf.matMul(pixels, pixels, true, false);
    const mixed = tf.matMul(
      tf.matMul(pixels, tf.mul(gram, 0.01)),
      tf.tile(tf.expandDims(weights(2, 3), 0), [batch, 1, 1]),
      false,
      true,
    );
    const dense = tf.fused.matMul({
      a: tf.reshape(mixed, [-1, 2]),
      b: weights(2, 3),
      bias: weights(3),
      activation: 'relu',
    });
    return tf.softmax(tf.reshape(dense, [batch, height, width, 3]));
  },
  convolutions: (x) =>
    tf.concat(
      [
        tf.conv2d(x, weights(3, 3, 3, 4) as tf.Tensor4D, 2, 'same'),
        tf.conv2d(
          tf.pad(x, [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ]),
          weights(3, 3, 3, 4) as tf.Tensor4D,
          2,
          'valid',
        ),
        tf.depthwiseConv2d(x, weights(3, 3, 3, 2) as tf.Tensor4D, 2, 'same'),
        tf.fused.conv2d({
          x,
          filter: weights(2, 2, 3, 4) as tf.Tensor4D,
          strides: 2,
          pad: 'valid',
          bias: weights(4),
          activation: 'relu6',
        }),
        grouped(2, 4)(x),
        grouped(6, 6)(x),
      ],
      3,
    ),
  'transposed convolutions': (x) =>
    tf.conv2dTranspose(
      tf.conv2d(x, weights(3, 3, 3, 4) as tf.Tensor4D, 2, 'same'),
      weights(3, 3, 2, 4) as tf.Tensor4D,
      [x.shape[0], x.shape[1], x.shape[2], 2],
      2,
      'same',
    ),
  'dilated convolutions and filters by factor and summand': (x) => {
    const convolved = tf.conv2d(x, weights(3, 3, 3, 4) as tf.Tensor4D, 1, 'same', 'NHWC', 2);
    const scaled = tf.sub(tf.add(tf.mul(convolved, weights(4)), weights(1, 1, 4)), 0.5);
    return tf.mul(
      tf.depthwiseConv2d(tf.relu(scaled) as tf.Tensor4D, weights(3, 3, 4, 1) as tf.Tensor4D, 1, 'same'),
      0.1,
    );
  },
  'batch norm by given statistics': (x) =>
    tf.concat(
      [tf.batchNorm(x, [1, 2, 3], [1, 4, 9], [0.5, 0, -0.5], [1, 2, 3], 0.01), tf.batchNorm(x, [1, 2, 3], [1, 4, 9])],
      3,
    ),
  pooling: (x) => {
    const half = [x.shape[1] / 2, x.shape[2] / 2] as const;
    return tf.concat(
      [
        tf.maxPool(x, 3, 2, 'same'),
        tf.avgPool(x, 2, 2, 'valid'),
        nn.resizeNearest(tf.avgPool(x, [x.shape[1], x.shape[2]], 1, 'valid'), half),
      ],
      3,
    );
  },
  'resizes by TensorFlow': (x) => {
    const [, height, width] = x.shape;
    return tf.concat(
      [
        tf.image.resizeBilinear(x, [height * 2, width * 2], false, true),
        tf.image.resizeBilinear(x, [height * 2, width * 2], true, false),
        tf.image.resizeNearestNeighbor(x, [height * 2, width * 2]),
        tf.image.resizeBilinear(tf.slice(x, [0, 0, 0, 0], [-1, 2, 3, -1]), [height * 2, width * 2], true, false),
      ],
      3,
    );
  },
  'pooling to bins and back': (x) => {
    const size = [x.shape[1], x.shape[2]] as const;
    const bins = (count: number) => new nn.AdaptiveAvgPool2d(count).forward(x);
    return tf.concat(
      [1, 2, 3, 6].map((count) => nn.resizeNearest(bins(count), size)),
      3,
    );
  },
};

for (const [what, network] of Object.entries(networks)) {
  test.serial(`${what} are the same at sizes that were not recorded`, async (t) => {
    const model = networkOf(network);
    const free = await exported(model);
    t.is(free.sizes, 'free', free.fixedBecause);
    t.true(free.model({ input: 'float', output: 'logits' }).nodes.every(({ domain }) => domain === ''));
    await assertExported(t, model, free, [
      [1, 4, 8],
      [3, 24, 16],
    ]);
  });
}
