import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { windowOf } from '../../../src/engine/geometry/window.ts';
import { convolutionFilterGradient, convolutionInputGradient } from '../../../src/engine/gradients/convolution.ts';
import { counting, numbers } from './on-cpu.ts';

const x = () => tf.mul<tf.Tensor4D>(counting([2, 6, 5, 2]), 0.01);
const filter = () => tf.mul<tf.Tensor4D>(counting([3, 2, 2, 3]), 0.1);

const close = (actual: number[], expected: number[]) =>
  actual.length === expected.length && actual.every((value, index) => Math.abs(value - expected[index]!) < 1e-3);

for (const [strides, pad] of [
  [1, 'valid'],
  [1, 'same'],
  [2, 'same'],
  [[2, 3], 'valid'],
  [[4, 1], 'same'],
] as const) {
  test(`both gradients with strides ${String(strides)} and pad ${pad} are those of the cpu backend`, (t) => {
    const moves: [number, number] = typeof strides === 'number' ? [strides, strides] : [...strides];
    const window = windowOf([2, 6, 5, 2], [3, 2, 2, 3], { strides: moves, pad });
    const dy = counting([2, ...window.output, 3]);
    const [forInput, forFilter] = tf.grads((a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, moves, pad))(
      [x(), filter()],
      dy,
    );
    t.true(close(numbers(convolutionInputGradient(dy, filter(), window)), numbers(forInput!)));
    t.true(close(numbers(convolutionFilterGradient(x(), dy, window)), numbers(forFilter!)));
  });
}

test('dilated taps, by hand', (t) => {
  // A row of 1 to 4; the taps 10 and 1 lie two pixels apart, so the windows see 1, 3 and 2, 4.
  const window = windowOf([1, 1, 4, 1], [1, 2, 1, 1], { strides: 1, pad: 'valid', dilations: [1, 2] });
  const dy = tf.tensor4d([1, 100], [1, 1, 2, 1]);
  t.deepEqual(numbers(convolutionFilterGradient(counting([1, 1, 4, 1]), dy, window)), [1 + 200, 3 + 400]);
  const taps = tf.tensor4d([10, 1], [1, 2, 1, 1]);
  t.deepEqual(numbers(convolutionInputGradient(dy, taps, window)), [10, 1000, 1, 100]);
});
