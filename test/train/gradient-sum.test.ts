import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createGradientSum } from '../../src/train/gradient-sum.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const add = (sum: ReturnType<typeof createGradientSum>, values: Record<string, number>, share: number) =>
  tf.tidy(() => sum.add(new Map(Object.entries(values).map(([name, value]) => [name, tf.tensor1d([value])])), share));

test.serial('shares are added up by name, and a name may come later', async (t) => {
  const sum = createGradientSum();
  add(sum, { a: 8 }, 0.5);
  add(sum, { a: 2, b: 4 }, 0.25);
  const taken = sum.take();
  t.deepEqual([...(await taken.get('a')!.data())], [4.5]);
  t.deepEqual([...(await taken.get('b')!.data())], [1]);
  tf.dispose([...taken.values()]);
});

test.serial('the next sum begins at nothing, and what was taken is freed with its scope', async (t) => {
  const before = tf.memory().numTensors;
  const sum = createGradientSum();
  for (const value of [1, 5]) {
    add(sum, { a: value }, 1);
    add(sum, { a: value }, 1);
    t.is(tf.memory().numTensors, before + 1, 'one sum is kept between two batches');
    const total = tf.tidy(() => tf.clone(sum.take().get('a')!));
    t.deepEqual([...(await total.data())], [2 * value]);
    total.dispose();
    t.is(tf.memory().numTensors, before);
  }
});

test.serial('a sum that is not taken can be freed', (t) => {
  const before = tf.memory().numTensors;
  const sum = createGradientSum();
  add(sum, { a: 1, b: 1 }, 1);
  sum.dispose();
  t.is(tf.memory().numTensors, before);
  t.is(sum.take().size, 0);
});
