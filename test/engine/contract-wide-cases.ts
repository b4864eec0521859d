import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Fixture, Numbers, Op } from './contract.ts';

type T4 = tf.Tensor4D;

const conv =
  (stride: number, pad: 'same' | 'valid' = 'same', dilation = 1): Op =>
  (x, w) =>
    tf.conv2d(x as T4, w as T4, stride, pad, 'NHWC', dilation);
const grouped =
  (groups: number, strides = 1, pad: 'same' | 'valid' = 'same', dilations = 1): Op =>
  (x, w) =>
    nn.groupedConv2d(x as T4, w as T4, { groups, strides, pad, dilations });
const padded = (x: tf.Tensor, ...[top, bottom, left, right]: [number, number, number, number]) =>
  tf.pad(x as T4, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
/** Something between two convolutions by `v` and `w`, which it is given. */
const between =
  (op: (x: T4) => tf.Tensor): Op =>
  (x, v, w) =>
    conv(1)(op(conv(1)(x, v) as T4), w);
const channels = (x: T4, from: number, count: number) => tf.slice(x, [0, 0, 0, from], [-1, -1, -1, count]);

/** The ops on 16 channels and more, by the names of the fixture that test/fixtures/engine/contract_wide.py makes. */
export const wideCases: Readonly<Record<string, Op>> = {
  '16 images, conv 3x3 of 16 channels to 16': conv(1),
  '1 image, conv 3x3 of 32 channels to 16': conv(1),
  '2 images, conv 3x3 of 16 channels to 32, valid': conv(1, 'valid'),
  '5 images, conv 3x3 of 16 channels to 16, stride 2, same': conv(2),
  '16 images, conv 3x3 of 16 channels to 16, stride 2, padded by 1': (x, w) =>
    conv(2, 'valid')(padded(x, 1, 1, 1, 1), w),
  '17 images, conv 1x1 of 24 channels to 16': conv(1),
  '17 images, conv 3x3 of 16 channels to 16': conv(1),
  '32 images, conv 3x3 of 16 channels to 8': conv(1),
  '16 images, conv 3x3 of 3 channels to 16, stride 2, same': conv(2),
  '16 images, conv 1x1 of 32 channels to 3': conv(1),
  '2 images, conv 3x3 of 16 channels to 16, dilation 2': conv(1, 'same', 2),
  '2 images, conv 3x3 of 16 channels in two groups to 32': (x, w) => {
    const filters = tf.split(w, 2, 3);
    return tf.concat(
      tf.split(x, 2, 3).map((part, group) => conv(1)(part, filters[group]!)),
      3,
    );
  },
  '2 images, conv 1x1 of 6 channels in 2 groups to 4': grouped(2),
  '1 image, conv 5x5 of 12 channels in 4 groups to 8, valid': grouped(4, 1, 'valid'),
  '1 image, conv 3x3 of 32 channels in 2 groups to 48, dilation 2': grouped(2, 1, 'same', 2),
  '17 images, conv 3x3 of 16 channels in 4 groups to 16': grouped(4),
  '5 images, conv 3x3 of 16 channels in 4 groups to 32, stride 2, same': grouped(4, 2),
  '16 images, conv 3x3 of 64 channels in 32 groups to 64': grouped(32),
  '17 images, conv 3x3 of 32 channels in 32 groups to 64': grouped(32),
  '16 images, conv 3x3 of 32 channels in 2 groups to 32, stride 2, padded by 1': (x, w) =>
    grouped(2, 2, 'valid')(padded(x, 1, 1, 1, 1), w),
  '2 images, conv 3x3 of 64 channels in 2 groups to 32': grouped(2),
  '2 images, conv 3x3 of 32 channels in 2 groups to 64': grouped(2),
  '32 images, conv 3x3 of 24 channels in 3 groups to 24': grouped(3),
  '5 images, depthwise 3x3 of 16 channels': (x, w) => tf.depthwiseConv2d(x as T4, w as T4, 1, 'same'),
  '2 images, depthwise 3x3 of 32 channels, stride 2, padded by 1': (x, w) =>
    tf.depthwiseConv2d(padded(x, 1, 1, 1, 1), w as T4, 2, 'valid'),

  'maxPool 2x2 between convs of 16 channels': between((x) => tf.maxPool(x, 2, 2, 'valid')),
  'avgPool 2x2 between convs of 16 channels': between((x) => tf.avgPool(x, 2, 2, 'valid')),
  'relu between convs of 16 channels': between((x) => tf.relu(x)),
  'batch norm and relu between convs of 16 channels': between((x) => tf.relu(batchNorm(x))),
  'the input added between convs of 16 channels': (x, v, w) => {
    const middle = conv(1)(x, v);
    return tf.add(conv(1)(middle, w), middle);
  },
  'halves of the channels swapped between convs of 16 channels': between((x) =>
    tf.concat([channels(x, 8, 8), channels(x, 0, 8)], 3),
  ),
  'joined with itself between convs of 16 channels': between((x) => tf.concat([x, tf.mul(x, 2)], 3)),
  'rows and columns taken out between convs of 16 channels': between((x) =>
    padded(tf.slice(x, [0, 1, 2, 0], [-1, 2, 4, -1]), 0, 2, 1, 0),
  ),
  'doubled between convs of 16 channels': between(doubled),
  'doubled and joined between convs of 16 channels': between((x) =>
    tf.concat([doubled(x), padded(x, 0, x.shape[1], 0, x.shape[2])], 3),
  ),
  '8 images, conv 3x3 of 16 channels, doubled and joined': (x, v, w) =>
    conv(1)(tf.concat([doubled(conv(1)(x, v) as T4), doubled(x as T4)], 3), w),
  '16 images, conv 1x1 to 3 of 16 channels, doubled': between(doubled),
  'resized between convs of 16 channels': between((x) => tf.image.resizeBilinear(x, [7, 5], true)),
  'times a value of each image between convs of 16 channels': between((x) => tf.mul(x, tf.mean(x, [1, 2], true))),
  'over its norm between convs of 16 channels': between((x) => tf.div(x, tf.add(tf.sum(tf.square(x), 3, true), 1))),
};

function doubled(x: T4): T4 {
  return nn.resizeNearest(x, [x.shape[1] * 2, x.shape[2] * 2]);
}

function batchNorm(x: T4): T4 {
  const norm = new nn.BatchNorm2d(x.shape[3]);
  const y = norm.forward(x, { training: true, random: createRandom('contract') });
  norm.dispose();
  return y;
}

interface Packed {
  readonly shape: number[];
  /** float32 in base64. */
  readonly values: string;
}

interface PackedFixture {
  readonly inputs: readonly number[][];
  readonly output: Packed;
  readonly gradients: readonly Packed[];
}

/** The fixture in full: inputs and output gradients are made as contract_wide.py makes them. */
export function wideFixtures(): Record<string, Fixture> {
  const file = readFileSync(new URL('../fixtures/engine/contract_wide.json', import.meta.url), 'utf8');
  const packed = Object.entries(JSON.parse(file) as Record<string, PackedFixture>);
  const full = ({ inputs, output, gradients }: PackedFixture): Fixture => ({
    inputs: inputs.map(made),
    output: unpack(output),
    dy: made(output.shape, inputs.length),
    gradients: gradients.map(unpack),
  });
  return Object.fromEntries(packed.map(([name, fixture]) => [name, full(fixture)]));
}

/** Numbers that the scripts of the fixtures make too. */
export function made(shape: number[], salt: number): Numbers {
  const number = (_: unknown, k: number) => Math.fround(((k * 7919 + salt * 104729) % 10007) / 5003.5 - 1);
  return { shape, values: Array.from({ length: tf.util.sizeFromShape(shape) }, number) };
}

function unpack({ shape, values }: Packed): Numbers {
  const bytes = Buffer.from(values, 'base64');
  return { shape, values: [...new Float32Array(new Uint8Array(bytes).buffer)] };
}
