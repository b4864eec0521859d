import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

const gradient = async (values: number[], shape: [number, number, number, number], size: number, stride: number) => {
  const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, size, stride, 'valid');
  const x = tf.tensor4d(values, shape);
  const pooled = pool(x);
  const dy = tf.tensor(
    Array.from({ length: pooled.size }, (_, index) => 10 ** index),
    pooled.shape,
  );
  return [...(await tf.grad(pool)(x, dy).data())];
};

test('the greatest value of a window gets its gradient, though all are negative', async (t) => {
  t.deepEqual(await gradient([-4, -1, -3, -2], [1, 2, 2, 1], 2, 2), [0, 1, 0, 0]);
});

test('of equal values the first one gets it, as in PyTorch', async (t) => {
  t.deepEqual(await gradient([5, 5, 5, 5], [1, 2, 2, 1], 2, 2), [1, 0, 0, 0]);
});

test('a value that is the greatest of several windows gets the sum', async (t) => {
  // Windows of a 3 x 3 image, whose middle is the greatest in all four.
  t.deepEqual(await gradient([1, 2, 3, 4, 9, 5, 6, 7, 8], [1, 3, 3, 1], 2, 1), [0, 0, 0, 0, 1111, 0, 0, 0, 0]);
});

test('channels and samples stay apart', async (t) => {
  // Two images of 2 x 2 pixels with two channels; the greatest are the last, first, second and third pixel.
  const images = [1, 9, 2, 3, 4, 5, 8, 7, 1, 2, 6, 3, 4, 9, 5, 8];
  t.deepEqual(await gradient(images, [2, 2, 2, 2], 2, 2), [0, 10, 0, 0, 0, 0, 1, 0, 0, 0, 100, 0, 0, 1000, 0, 0]);
});
