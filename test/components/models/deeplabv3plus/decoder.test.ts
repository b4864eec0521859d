import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { DeepLabV3PlusDecoder } from '../../../../src/components/models/deeplabv3plus/decoder.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('it takes stride 4 and the coarsest level, and gives stride 4', (t) => {
  const levels = [2, 4, 8, 8].map((stride, index) => ({ stride, channels: index + 2 }));
  const random = createRandom(0);
  const options = { levels, channels: 6, lowLevelChannels: 1, atrousRates: undefined, random };
  const decoder = new DeepLabV3PlusDecoder(options);
  t.deepEqual([decoder.levels, decoder.outStride, decoder.outChannels], [[1, 3], 4, 6]);
  t.deepEqual(decoder.stateDict().get('low_level.0.weight')?.shape, [1, 1, 3, 1]);
  const features = [tf.zeros<tf.Rank.R4>([1, 4, 8, 3]), tf.zeros<tf.Rank.R4>([1, 2, 4, 5])];
  t.deepEqual(tf.tidy(() => decoder.forward(features, inference)).shape, [1, 4, 8, 6]);
  tf.dispose(features);
  decoder.dispose();
});
