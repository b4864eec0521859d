import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { hardPixels } from '../../../src/components/losses/hard-pixels.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

/** Probabilities of class 0, which is the right one; the last pixel is ignored. */
const probabilities = [0.9, 0.2, 0.5, 0.7, 0.05];

async function hard(thresh: number, minKept: number): Promise<number[]> {
  const result = tf.tidy(() => {
    const logs = tf.tensor4d([[probabilities.map((p) => [Math.log(p), Math.log(1 - p)])]]);
    const oneHot = tf.tensor4d([[probabilities.map((_, index) => [index < 4 ? 1 : 0, 0])]]);
    return hardPixels(logs, oneHot, { thresh, minKept });
  });
  return [...(await result.data())];
}

test.serial('pixels below the threshold are hard, and no ignored one', async (t) => {
  t.deepEqual(await hard(0.6, 1), [0, 1, 1, 0, 0]);
});

test.serial('so many are hard at least, those of the lowest probability', async (t) => {
  t.deepEqual(await hard(0, 1), [0, 1, 0, 0, 0]);
  t.deepEqual(await hard(0.1, 3), [0, 1, 1, 1, 0]);
});

test.serial('where more are asked for than there are, all but the surest are', async (t) => {
  t.deepEqual(await hard(0.1, 100), [0, 1, 1, 1, 0]);
  t.deepEqual(await hard(1, 100), [1, 1, 1, 1, 0]);
});
