import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { buildPart, inference } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('by default it has five stages of one convolution each, 16 to 128 channels', async (t) => {
  const encoder = await buildPart('encoder', { type: 'convnet' });
  t.deepEqual(encoder.levels, [
    { stride: 2, channels: 16 },
    { stride: 4, channels: 32 },
    { stride: 8, channels: 64 },
    { stride: 16, channels: 96 },
    { stride: 32, channels: 128 },
  ]);
  t.is(encoder.namedParameters().length, 5 * 3);
  t.false(encoder.frozen);
  encoder.dispose();
});

test.serial('convs_per_stage adds convolutions that keep the width', async (t) => {
  const encoder = await buildPart('encoder', { type: 'convnet', widths: [4, 6], convs_per_stage: 2 });
  const weights = [...encoder.stateDict()]
    .filter(([, { rank }]) => rank === 4)
    .map(([name, { shape }]) => [name, shape]);
  t.deepEqual(weights, [
    ['stages.0.0.weight', [3, 3, 3, 4]],
    ['stages.0.3.weight', [3, 3, 4, 4]],
    ['stages.1.0.weight', [3, 3, 4, 6]],
    ['stages.1.3.weight', [3, 3, 6, 6]],
  ]);
  encoder.dispose();
});

test.serial('the first stage may keep the size of the image', async (t) => {
  const encoder = await buildPart('encoder', { type: 'convnet', widths: [4, 6, 8], first_stride: 1 });
  t.deepEqual(
    encoder.levels.map(({ stride }) => stride),
    [1, 2, 4],
  );
  const features = tf.tidy(() => encoder.forward(tf.zeros([1, 8, 12, 3]), inference).map(({ shape }) => shape));
  t.deepEqual(features, [
    [1, 8, 12, 4],
    [1, 4, 6, 6],
    [1, 2, 3, 8],
  ]);
  encoder.dispose();
});
