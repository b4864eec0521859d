import * as tf from '@tensorflow/tfjs-core';
import { createAdam } from '../../src/components/optimizers/adam-optimizer.ts';
import { crossEntropyLoss } from '../../src/components/losses/cross-entropy-loss.ts';
import { focalLoss } from '../../src/components/losses/focal-loss.ts';
import { adaptiveAvgPool2d, BatchNorm2d } from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';

type Op = (...inputs: never[]) => tf.Tensor;
type T1 = tf.Tensor1D;
type T2 = tf.Tensor2D;
type T4 = tf.Tensor4D;

const conv =
  (stride: number, pad: 'same' | 'valid' = 'same', dilation = 1): Op =>
  (x: T4, w: T4) =>
    tf.conv2d(x, w, stride, pad, 'NHWC', dilation);
const paddedConv =
  (padding: number, stride: number): Op =>
  (x: T4, w: T4) =>
    tf.conv2d(padded(x, padding), w, stride, 'valid');
const depthwise =
  (dilation = 1): Op =>
  (x: T4, w: T4) =>
    tf.depthwiseConv2d(x, w, 1, 'same', 'NHWC', dilation);
const bilinear =
  (height: number, width: number, alignCorners: boolean): Op =>
  (x: T4) =>
    tf.image.resizeBilinear(x, [height, width], alignCorners, !alignCorners);

/** The ops that training uses, by the names of the fixture that test/fixtures/engine/contract.py makes. */
export const contractCases: Readonly<Record<string, Op>> = {
  'conv 3x3': conv(1),
  'conv 1x1': conv(1),
  'conv 1x1, stride 2': conv(2, 'valid'),
  'conv 3x3, stride 2, padded by 1': paddedConv(1, 2),
  'conv 3x3, stride 2, same': conv(2),
  'conv 5x3, valid': conv(1, 'valid'),
  'conv 7x7, stride 4 by padding 3': paddedConv(3, 4),
  'conv 3x3, dilation 2': conv(1, 'same', 2),
  'conv 3x3, two groups': (x: T4, w: T4) => groupedConv(x, w, 2),
  'conv transposed 2x2, stride 2': (x: T4, w: T4) =>
    tf.conv2dTranspose(x, w, [x.shape[0], x.shape[1] * 2, x.shape[2] * 2, w.shape[2]], 2, 'valid'),
  'depthwise 3x3': depthwise(),
  'depthwise 3x3, stride 2, padded by 1': (x: T4, w: T4) => tf.depthwiseConv2d(padded(x, 1), w, 2, 'valid'),
  'depthwise 3x3, multiplier 2': depthwise(),
  'depthwise 3x3, dilation 2': depthwise(2),

  matMul: (a: T2, b: T2) => tf.matMul(a, b),
  'matMul, both transposed': (a: T2, b: T2) => tf.matMul(a, b, true, true),
  'matMul, batches': (a: T2, b: T2) => tf.matMul(a, b),
  'matMul, one against a batch': (a: T2, b: T2) => tf.matMul(a, b),
  'matMul, a batch against one, transposed': (a: T2, b: T2) => tf.matMul(a, b, false, true),

  pad: (x: T4) =>
    tf.pad(x, [
      [0, 0],
      [1, 0],
      [2, 1],
      [0, 0],
    ]),
  'mirrorPad reflect': (x: T4) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [1, 2],
        [2, 1],
        [0, 0],
      ],
      'reflect',
    ),
  'resizeBilinear up, align corners': bilinear(7, 6, true),
  'resizeBilinear down, align corners': bilinear(3, 2, true),
  'resizeBilinear up, half pixels': bilinear(7, 6, false),
  'resizeBilinear down, half pixels': bilinear(3, 2, false),
  'resizeNearestNeighbor by 2': (x: T4) => tf.image.resizeNearestNeighbor(x, [x.shape[1] * 2, x.shape[2] * 2]),
  'resizeNearestNeighbor, half pixels': (x: T4) => tf.image.resizeNearestNeighbor(x, [5, 9], false, true),
  adaptiveAvgPool2d: (x: T4) => adaptiveAvgPool2d(x, [3, 2]),

  'maxPool 2x2': (x: T4) => tf.maxPool(x, 2, 2, 'valid'),
  'maxPool of negative values': (x: T4) => tf.maxPool(x, 2, 2, 'valid'),
  'maxPool 3x3, stride 2, padded by 1': (x: T4) => tf.maxPool(padded(x, 1, -Infinity), 3, 2, 'valid'),
  'avgPool 2x2': (x: T4) => tf.avgPool(x, 2, 2, 'valid'),
  'avgPool of rows': (x: T4) => tf.avgPool(x, [1, x.shape[2]], 1, 'valid'),
  'batch norm in training': batchNormModule,
  'batch norm by moments': batchNormByMoments,

  relu: (x: T2) => tf.relu(x),
  relu6: (x: T2) => tf.relu6(tf.mul(x, 4)),
  leakyRelu: (x: T2) => tf.leakyRelu(x, 0.1),
  elu: (x: T2) => tf.elu(x),
  sigmoid: (x: T2) => tf.sigmoid(x),
  tanh: (x: T2) => tf.tanh(x),
  exp: (x: T2) => tf.exp(x),
  expm1: (x: T2) => tf.expm1(x),
  square: (x: T2) => tf.square(x),
  neg: (x: T2) => tf.neg(x),
  abs: (x: T2) => tf.abs(x),
  clipByValue: (x: T2) => tf.clipByValue(x, -1, 1),
  maximum: (x: T2) => tf.maximum(x, 0.5),
  softplus: (x: T2) => tf.softplus(x),
  log: (x: T2) => tf.log(x),
  sqrt: (x: T2) => tf.sqrt(x),
  rsqrt: (x: T2) => tf.rsqrt(x),
  'pow 1.5': (x: T2) => tf.pow(x, 1.5),
  reciprocal: (x: T2) => tf.reciprocal(x),
  'add, broadcast': (a: T2, b: T2) => tf.add(a, b),
  'sub, broadcast': (a: T2, b: T2) => tf.sub(a, b),
  'mul, broadcast': (a: T2, b: T2) => tf.mul(a, b),
  'div, broadcast': (a: T2, b: T2) => tf.div(a, b),
  'maximum, broadcast': (a: T2, b: T2) => tf.maximum(a, b),
  'squaredDifference, broadcast': (a: T2, b: T2) => tf.squaredDifference(a, b),

  softmax: (x: T2) => tf.softmax(x),
  logSoftmax: (x: T2) => tf.logSoftmax(x),
  'max over channels': (x: T2) => tf.max(x, -1, true),
  'sum over images': (x: T4) => tf.sum(x, [0, 1, 2]),
  'sum of all': (x: T2) => tf.sum(x),
  'mean over an axis': (x: T2) => tf.mean(x, 1, true),

  'concat channels': (a: T4, b: T4) => tf.concat([a, b], 3),
  split: (x: T4) =>
    tf.concat(
      tf.split(x, 3, 3).map((part, index) => tf.mul(part, index + 1)),
      3,
    ),
  'stack and unstack': (a: T2, b: T2) => tf.unstack(tf.stack([a, b], 1), 2)[1]!,
  slice: (x: T4) => tf.slice(x, [0, 1, 2, 0], [-1, 2, 1, -1]),
  'stridedSlice forward': (x: tf.Tensor3D) => tf.stridedSlice(x, [0, 1, 0], x.shape, [1, 2, 3]),
  reverse: (x: tf.Tensor3D) => tf.reverse(x, 1),
  tile: (x: T2) => tf.tile(x, [2, 3]),
  'reshape and transpose': (x: T2) => tf.transpose(tf.reshape(x, [2, 6, 2]), [2, 0, 1]),
  'transpose to channels first': (x: T4) => tf.transpose(x, [0, 3, 1, 2]),
  'gather with repeats': (x: T2) => tf.gather(x, tf.tensor1d([3, 0, 3, 1], 'int32')),
  where: (a: T2, b: T2) =>
    tf.where(
      tf.tensor2d(
        [
          [1, 0, 1],
          [1, 0, 1],
        ],
        [2, 3],
        'bool',
      ),
      a,
      b,
    ),
  'threshold inside a loss': (x: T2) => tf.sum(tf.where(tf.greater(x, 0.3), tf.square(x), tf.mul(x, 0))),

  'cross-entropy with ignored pixels': (x: T4) => crossEntropyLoss(x, target(), { ignoreIndex: 255 }),
  'focal loss with ignored pixels': (x: T4) => focalLoss(x, target(), { gamma: 1, ignoreIndex: 255 }),
  'one-hot in floats': (x: T4) => tf.mul(tf.oneHot(tf.minimum(target(), tf.scalar(2, 'int32')), 3, 1, 0, 'float32'), x),
  argMax: (x: tf.Tensor3D) => tf.argMax(x, -1),
  'three steps of Adam': adam,
};

function padded(x: T4, by: number, value = 0): T4 {
  return tf.pad(
    x,
    [
      [0, 0],
      [by, by],
      [by, by],
      [0, 0],
    ],
    value,
  );
}

function groupedConv(x: T4, w: T4, groups: number): T4 {
  const filters = tf.split(w, groups, 3);
  return tf.concat(
    tf.split(x, groups, 3).map((part, group) => tf.conv2d(part as T4, filters[group] as T4, 1, 'same')),
    3,
  );
}

function batchNormModule(x: T4): T4 {
  const norm = new BatchNorm2d(x.shape[3]);
  const y = norm.forward(x, { training: true, random: createRandom('contract') });
  norm.dispose();
  return y;
}

function batchNormByMoments(x: T4, weight: T1, bias: T1): T4 {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  return tf.batchNorm4d(x, mean as T1, variance as T1, bias, weight, 1e-5);
}

function target(): tf.Tensor3D {
  return tf.tensor3d([0, 2, 255, 1, 1, 0, 2, 255, 1, 0, 2, 2], [2, 2, 3], 'int32');
}

function adam(start: T2, ...gradients: T2[]): tf.Tensor {
  const parameter = tf.variable(start);
  const optimizer = createAdam(
    [['w', parameter]],
    { lr: 0.1, betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0.01 },
    { decoupled: false },
  );
  for (const gradient of gradients) optimizer.step(new Map([['w', gradient]]), optimizer.learningRate);
  const end = tf.clone(parameter);
  optimizer.dispose();
  parameter.dispose();
  return end;
}
