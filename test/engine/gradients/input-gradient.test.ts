import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { windowOf } from '../../../src/engine/geometry/window.ts';
import { inputGradient } from '../../../src/engine/gradients/input-gradient.ts';
import { numbers } from './on-cpu.ts';

/** The gradient of a row of `width` pixels, convolved by `taps`, which are handed over flipped. */
function gradient(width: number, taps: number[], strides: number, pad: 'same' | 'valid', dy: number[]): number[] {
  const shape: [number, number, number, number] = [1, taps.length, 1, 1];
  const window = windowOf([1, 1, width, 1], shape, { strides, pad });
  const flipped = tf.tensor4d(taps.toReversed(), shape);
  return numbers(
    inputGradient(tf.tensor4d(dy, [1, ...window.output, 1]), flipped, window, (x, part, dilations) =>
      tf.conv2d(x, part, 1, 'valid', 'NHWC', [...dilations]),
    ),
  );
}

test('with stride 1 every dy spreads over its window', (t) => {
  t.deepEqual(gradient(3, [10, 1], 1, 'valid', [1, 2]), [10, 1 + 20, 2]);
});

test('what falls on padding is lost', (t) => {
  t.deepEqual(gradient(3, [10, 1], 1, 'same', [1, 2, 3]), [10, 1 + 20, 2 + 30]);
});

test('with strides the phases of the row have their own taps', (t) => {
  // Windows at 0 and 2 of three taps overlap in pixel 2.
  t.deepEqual(gradient(5, [100, 10, 1], 2, 'valid', [1, 2]), [100, 10, 1 + 200, 20, 2]);
});

test('pixels after the last window, and those that a larger stride skips, get zero', (t) => {
  t.deepEqual(gradient(6, [10, 1], 2, 'valid', [1, 2, 3]), [10, 1, 20, 2, 30, 3]);
  t.deepEqual(gradient(6, [10, 1], 3, 'valid', [1, 2]), [10, 1, 0, 20, 2, 0]);
  t.deepEqual(gradient(5, [7], 3, 'valid', [1, 2]), [7, 0, 0, 14, 0]);
});
