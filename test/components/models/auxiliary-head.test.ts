import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { AuxiliaryHead } from '../../../src/components/models/auxiliary-head.ts';
import { createRandom } from '../../../src/core/random.ts';
import { inference } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const random = createRandom(0);
const create = (channels?: number) =>
  new AuxiliaryHead({ level: -2, weight: 0.4, dropout: 0.1, channels }, 1, { stride: 4, channels: 13 }, 3, random);

test.serial('it gives logits at the size of the image', (t) => {
  const head = create();
  t.deepEqual(tf.tidy(() => head.forward(tf.zeros([2, 3, 5, 13]), inference)).shape, [2, 12, 20, 3]);
  t.deepEqual([head.level, head.weight], [1, 0.4]);
  head.dispose();
});

test.serial('its inner width is a quarter of the level, or what is given', (t) => {
  for (const [head, width] of [
    [create(), 3],
    [create(7), 7],
  ] as const) {
    t.deepEqual(head.stateDict().get('layers.0.0.weight')?.shape, [3, 3, 13, width]);
    head.dispose();
  }
});
