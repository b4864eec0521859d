import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { readArrays, readUpdate } from '../../src/train/read-update.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

const update = () => ({
  gradientSquares: [
    { names: ['a', 'b'], sums: tf.tensor1d([4, 25]) },
    { names: ['c'], sums: tf.tensor1d([1]) },
  ],
  weightSquares: [{ names: ['a'], sums: tf.tensor1d([9]) }],
  gradients: [['a', tf.tensor1d([2, 0])]] as [string, tf.Tensor][],
});

test.serial('an update is read, gradients where they are wanted, and all of it is freed', async (t) => {
  const before = tf.memory().numTensors;
  const gradientSquares = [
    ['a', 4],
    ['b', 25],
    ['c', 1],
  ];
  const squares = { gradientSquares, weightSquares: [['a', 9]] };
  t.deepEqual<unknown, unknown>(await readUpdate(update(), { gradients: false }), { ...squares, gradients: [] });
  t.deepEqual<unknown, unknown>(await readUpdate(update(), { gradients: true }), {
    ...squares,
    gradients: [['a', Float32Array.of(2, 0)]],
  });
  t.is(tf.memory().numTensors, before);
});

test.serial('a step without an update tells nothing', async (t) => {
  const nothing = { gradientSquares: [], weightSquares: [], gradients: [] };
  t.deepEqual(await readUpdate(undefined, { gradients: true }), nothing);
});

test.serial('tensors that are read stay', async (t) => {
  const tensor = tf.tensor1d([1, 2]);
  t.deepEqual(await readArrays(new Map([['w', tensor]])), [['w', Float32Array.of(1, 2)]]);
  t.false(tensor.isDisposed);
  tensor.dispose();
});
