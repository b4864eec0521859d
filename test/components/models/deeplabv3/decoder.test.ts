import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { DeepLabV3Decoder } from '../../../../src/components/models/deeplabv3/decoder.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('it takes the coarsest level, and keeps its size even where rates reach beyond it', (t) => {
  const levels = [4, 16, 16].map((stride, index) => ({ stride, channels: index + 2 }));
  const decoder = new DeepLabV3Decoder({ levels, channels: 5, atrousRates: undefined, random: createRandom(0) });
  t.deepEqual([decoder.levels, decoder.outStride, decoder.outChannels], [[2], 16, 5]);
  const feature = tf.zeros<tf.Rank.R4>([1, 2, 3, 4]);
  t.deepEqual(tf.tidy(() => decoder.forward([feature], inference)).shape, [1, 2, 3, 5]);
  feature.dispose();
  decoder.dispose();
});
