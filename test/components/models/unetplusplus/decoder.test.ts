import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { UNetPlusPlusDecoder } from '../../../../src/components/models/unetplusplus/decoder.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const random = createRandom(0);
const levels = [4, 8, 16, 16].map((stride, index) => ({ stride, channels: index + 2 }));

test.serial('a node for each pair of a level and a column, which joins all earlier ones', (t) => {
  const decoder = new UNetPlusPlusDecoder(levels, [13, 12, 11, 10], random);
  const names = new Set(decoder.namedParameters().map(([name]) => name.split('.')[0]));
  t.deepEqual([...names].sort(), ['last', 'x_0_1', 'x_0_2', 'x_0_3', 'x_1_1', 'x_1_2', 'x_2_1']);
  const inputs = (name: string) => decoder.stateDict().get(`${name}.convs.0.weight`)!.shape[2];
  t.is(inputs('x_2_1'), 5 + 4);
  t.is(inputs('x_1_2'), 13 + 3 + 12);
  t.is(inputs('x_0_3'), 12 + 2 + 2 * 11);
  decoder.dispose();
});

test.serial('it gives the size of the image, also where two levels have the same stride', (t) => {
  const decoder = new UNetPlusPlusDecoder(levels, [5, 4, 3, 2], random);
  const features = levels.map(({ stride, channels }) => tf.zeros<tf.Rank.R4>([1, 16 / stride, 32 / stride, channels]));
  t.deepEqual(tf.tidy(() => decoder.forward(features, inference)).shape, [1, 16, 32, 2]);
  tf.dispose(features);
  decoder.dispose();
});

test.serial('on an encoder of one level only the last block is left', (t) => {
  const decoder = new UNetPlusPlusDecoder([{ stride: 2, channels: 3 }], [4], random);
  const feature = tf.zeros<tf.Rank.R4>([1, 2, 3, 3]);
  t.deepEqual(tf.tidy(() => decoder.forward([feature], inference)).shape, [1, 4, 6, 4]);
  feature.dispose();
  decoder.dispose();
});
