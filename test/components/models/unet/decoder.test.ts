import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { UNetDecoder } from '../../../../src/components/models/unet/decoder.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('each block enlarges as far as its two levels are apart, also not at all', (t) => {
  const levels = [
    { stride: 4, channels: 3 },
    { stride: 8, channels: 4 },
    { stride: 8, channels: 5 },
  ];
  const decoder = new UNetDecoder(levels, [6, 5, 4], createRandom(0));
  t.deepEqual(decoder.levels, [0, 1, 2]);
  const features = levels.map(({ stride, channels }) => tf.zeros<tf.Rank.R4>([1, 16 / stride, 32 / stride, channels]));
  t.deepEqual(tf.tidy(() => decoder.forward(features, inference)).shape, [1, 16, 32, 4]);
  t.is(decoder.outChannels, 4);
  tf.dispose(features);
  decoder.dispose();
});
