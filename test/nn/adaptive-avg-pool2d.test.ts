import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { AdaptiveAvgPool2d, adaptiveAvgPool2d } from '../../src/nn/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { imageOp } from './image-op.ts';

test.before(startTestEngine);

for (const [name, shape, size] of [
  ['pool.overlap', [2, 7, 5, 3], 3],
  ['pool.six', [1, 28, 28, 2], 6],
  ['pool.one', [2, 8, 6, 3], 1],
  ['pool.larger', [1, 4, 4, 2], 6],
] as const) {
  test(imageOp, name, [...shape], (x) => adaptiveAvgPool2d(x, [size, size]));
}

test.serial('the layer pools to a square of its size', async (t) => {
  const y = new AdaptiveAvgPool2d(2).forward(tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1]));
  t.deepEqual(y.shape, [1, 2, 2, 1]);
  t.deepEqual([...(await y.data())], [1.5, 3.5, 5.5, 7.5]);
});

test.serial('height comes before width', async (t) => {
  const y = adaptiveAvgPool2d(tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1]), [1, 4]);
  t.deepEqual([...(await y.data())], [3, 4, 5, 6]);
});
