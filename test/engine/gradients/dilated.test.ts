import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { registerDilatedConvolutionGradients } from '../../../src/engine/gradients/dilated.ts';
import { counting, numbers } from './on-cpu.ts';

registerDilatedConvolutionGradients();

const row = () => counting([1, 1, 4, 1]);
const taps = () => tf.tensor4d([10, 1], [1, 2, 1, 1]);
const dy = () => tf.tensor4d([1, 100], [1, 1, 2, 1]);

for (const [name, convolve] of [
  ['convolution', tf.conv2d],
  ['depthwise convolution', tf.depthwiseConv2d],
] as const) {
  test(`a dilated ${name} has both gradients`, (t) => {
    const [x, filter] = tf.grads((a, b) => convolve(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'valid', 'NHWC', [1, 2]))(
      [row(), taps()],
      dy(),
    );
    t.deepEqual(numbers(x!), [10, 1000, 1, 100]);
    t.deepEqual(numbers(filter!), [1 + 200, 3 + 400]);
  });

  test(`a ${name} without dilation has the gradients that it had`, (t) => {
    const [x, filter] = tf.grads((a, b) => convolve(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'valid'))(
      [row(), taps()],
      tf.tensor4d([1, 0, 100], [1, 1, 3, 1]),
    );
    t.deepEqual(numbers(x!), [10, 1, 1000, 100]);
    t.deepEqual(numbers(filter!), [1 + 300, 2 + 400]);
  });
}
