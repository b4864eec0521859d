import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { InvertedResiduals } from '../../../../src/components/encoders/inverted-residuals/network.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const block = (stride: number, outChannels: number) =>
  ({ kernelSize: 3, stride, expanded: 12, outChannels, activation: 'relu' }) as const;

const create = (outputStride: number, last?: number) =>
  new InvertedResiduals({
    stem: { channels: 8, activation: 'relu' },
    stages: [[block(1, 5)], [block(2, 6), block(1, 7)], [block(2, 8)]],
    last,
    style: { eps: 1e-5, momentum: 0.1 },
    normalization: { mean: [0, 0, 0], std: [1, 1, 1] },
    outputStride,
    random: createRandom(0),
  });

const shapesOf = (encoder: InvertedResiduals) =>
  tf.tidy(() => encoder.forward(tf.zeros([1, 16, 24, 3]), inference).map(({ shape }) => shape));

test.serial('a level is the last feature of its stride', (t) => {
  const encoder = create(32);
  t.deepEqual(encoder.levels, [
    { stride: 2, channels: 5 },
    { stride: 4, channels: 7 },
    { stride: 8, channels: 8 },
  ]);
  t.deepEqual(shapesOf(encoder), [
    [1, 8, 12, 5],
    [1, 4, 6, 7],
    [1, 2, 3, 8],
  ]);
  encoder.dispose();
});

test.serial('a last convolution belongs to the coarsest level, in a stage of its own', (t) => {
  const encoder = create(32, 20);
  t.deepEqual(encoder.levels.at(-1), { stride: 8, channels: 20 });
  t.deepEqual(encoder.stateDict().get('blocks.3.0.conv.weight')?.shape, [1, 1, 8, 20]);
  t.deepEqual(shapesOf(encoder).at(-1), [1, 2, 3, 20]);
  encoder.dispose();
});

test.serial('strides beyond output_stride keep the size, and the levels their number', (t) => {
  const encoder = create(4);
  t.deepEqual(
    encoder.levels.map(({ stride }) => stride),
    [2, 4, 4],
  );
  t.deepEqual(shapesOf(encoder).at(-1), [1, 4, 6, 8]);
  encoder.dispose();
});
