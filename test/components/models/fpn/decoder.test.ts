import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { FpnDecoder } from '../../../../src/components/models/fpn/decoder.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('it takes every level from stride 4 and gives stride 4, also where strides repeat', (t) => {
  const levels = [2, 4, 8, 8].map((stride, index) => ({ stride, channels: index + 2 }));
  const decoder = new FpnDecoder({ levels, pyramidChannels: 6, segmentationChannels: 5, random: createRandom(0) });
  t.deepEqual(decoder.levels, [1, 2, 3]);
  t.is(decoder.outStride, 4);
  const features = levels.map(({ stride, channels }) => tf.zeros<tf.Rank.R4>([1, 16 / stride, 32 / stride, channels]));
  t.deepEqual(tf.tidy(() => decoder.forward(features.slice(1), inference)).shape, [1, 4, 8, 5]);
  tf.dispose(features);
  decoder.dispose();
});
