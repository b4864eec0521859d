import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { windowOf } from '../../../src/engine/geometry/window.ts';
import { depthwiseFilterGradient, depthwiseInputGradient } from '../../../src/engine/gradients/depthwise.ts';
import { counting, numbers } from './on-cpu.ts';

const close = (actual: number[], expected: number[]) =>
  actual.length === expected.length && actual.every((value, index) => Math.abs(value - expected[index]!) < 1e-3);

for (const multiplier of [1, 2]) {
  for (const [strides, pad] of [
    [1, 'same'],
    [2, 'valid'],
  ] as const) {
    test(`multiplier ${multiplier}, stride ${strides}, pad ${pad}: both gradients are those of the cpu backend`, (t) => {
      const x = tf.mul<tf.Tensor4D>(counting([2, 6, 5, 3]), 0.01);
      const filter = tf.mul<tf.Tensor4D>(counting([3, 2, 3, multiplier]), 0.1);
      const window = windowOf(x.shape, filter.shape, { strides, pad });
      const dy = tf.mul<tf.Tensor4D>(counting([2, ...window.output, 3 * multiplier]), 0.1);
      const [forInput, forFilter] = tf.grads((a, b) =>
        tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad),
      )([x, filter], dy);
      t.true(close(numbers(depthwiseInputGradient(dy, filter, window)), numbers(forInput!)));
      t.true(close(numbers(depthwiseFilterGradient(x, dy, window)), numbers(forFilter!)));
    });
  }
}

test('dilated taps of two channels, by hand', (t) => {
  // Channels 1, 3, 5 and 2, 4, 6; the two taps lie two pixels apart, so one window sees the first and the last.
  const window = windowOf([1, 1, 3, 2], [1, 2, 2, 1], { strides: 1, pad: 'valid', dilations: [1, 2] });
  const dy = tf.tensor4d([10, 100], [1, 1, 1, 2]);
  t.deepEqual(numbers(depthwiseFilterGradient(counting([1, 1, 3, 2]), dy, window)), [10, 200, 50, 600]);
  const taps = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  t.deepEqual(numbers(depthwiseInputGradient(dy, taps, window)), [10, 200, 0, 0, 30, 400]);
});
