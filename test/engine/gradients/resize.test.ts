import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { registerResizeGradients } from '../../../src/engine/gradients/resize.ts';
import { numbers } from './on-cpu.ts';

registerResizeGradients();

/** The gradient of two pixels in a row that are resized to as many as `dy` has. */
const gradient = (resize: (x: tf.Tensor4D, width: number) => tf.Tensor4D, dy: number[]) =>
  numbers(
    tf.grad((x) => resize(x as tf.Tensor4D, dy.length))(tf.zeros([1, 1, 2, 1]), tf.tensor4d(dy, [1, 1, dy.length, 1])),
  );

test('bilinear with half-pixel centres: each output gives by its weights', (t) => {
  // The weights of the first pixel are 1, 3/4, 1/4, 0.
  const resize = (x: tf.Tensor4D, width: number) => tf.image.resizeBilinear(x, [1, width], false, true);
  t.deepEqual(gradient(resize, [1, 4, 8, 16]), [1 + 3 + 2, 1 + 6 + 16]);
});

test('bilinear with aligned corners: the middle belongs to both', (t) => {
  const resize = (x: tf.Tensor4D, width: number) => tf.image.resizeBilinear(x, [1, width], true, false);
  t.deepEqual(gradient(resize, [1, 10, 100]), [6, 105]);
});

test('nearest: each output gives to the pixel that it copied', (t) => {
  const resize = (x: tf.Tensor4D, width: number) => tf.image.resizeNearestNeighbor(x, [1, width]);
  t.deepEqual(gradient(resize, [1, 10, 100]), [11, 100]);
});

test('rows and columns are not taken for each other, and samples stay apart', (t) => {
  const resize = (x: tf.Tensor) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [2, 1]);
  // Each image is one row of two pixels: both rows copy the first one.
  const dy = tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1]);
  t.deepEqual(numbers(tf.grad(resize)(tf.zeros([2, 1, 2, 1]), dy)), [3, 0, 7, 0]);
});
