import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { clipGradients } from '../../src/train/clip-gradients.ts';
import { assertAllClose, startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

// Together, their norm is the root of 9 + 16 + 144 = 169.
const gradients = () =>
  new Map<string, tf.Tensor>([
    ['a', tf.tensor1d([3, -4])],
    ['b', tf.tensor2d([[0, 12]])],
  ]);

test.serial('a norm above the limit becomes the limit, in the same direction', async (t) => {
  const clipped = clipGradients(gradients(), { norm: 6.5 });
  await assertAllClose(t, clipped.get('a')!, [1.5, -2], 1e-6, 'a');
  await assertAllClose(t, clipped.get('b')!, [0, 6], 1e-6, 'b');
});

test.serial('a norm below the limit stays', async (t) => {
  const clipped = clipGradients(gradients(), { norm: 14 });
  t.deepEqual([...(await clipped.get('a')!.data())], [3, -4]);
});

test.serial('sums of squares that are known already are not made again', async (t) => {
  const known = [
    { names: ['a'], sums: tf.tensor1d([100]) },
    { names: ['b'], sums: tf.tensor1d([69]) },
  ];
  const clipped = clipGradients(gradients(), { norm: 1.3 }, known);
  await assertAllClose(t, clipped.get('b')!, [0, 1.2], 1e-6, 'b');
});

test.serial('each element is clipped by value', async (t) => {
  const clipped = clipGradients(gradients(), { value: 3.5 });
  t.deepEqual([...(await clipped.get('a')!.data())], [3, -3.5]);
  t.deepEqual([...(await clipped.get('b')!.data())], [0, 3.5]);
});

test.serial('without a limit, or a gradient, nothing is computed', (t) => {
  const given = gradients();
  const before = tf.memory().numTensors;
  t.is(clipGradients(given, undefined), given);
  t.deepEqual([...clipGradients(new Map(), { norm: 1 })], []);
  t.is(tf.memory().numTensors, before);
});
