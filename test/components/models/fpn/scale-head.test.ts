import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { ScaleHead } from '../../../../src/components/models/fpn/scale-head.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

for (const [factor, convolutions] of [
  [1, 1],
  [2, 1],
  [8, 3],
] as const)
  test.serial(`to enlarge by ${factor} it has ${convolutions} convolutions`, (t) => {
    const head = new ScaleHead(5, 4, factor, createRandom(0));
    t.is([...head.stateDict().keys()].filter((name) => name.endsWith('0.weight')).length, convolutions);
    const x = tf.zeros<tf.Rank.R4>([1, 2, 3, 5]);
    t.deepEqual(tf.tidy(() => head.forward(x, inference)).shape, [1, 2 * factor, 3 * factor, 4]);
    x.dispose();
    head.dispose();
  });
