import '../../../src/engine/gradients/core.ts';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { numbers } from './on-cpu.ts';

const kernels = ['Add', 'Concat', 'Conv2D', 'FusedBatchNorm', 'Max', 'MaxPool', 'Multiply', 'Softmax', 'Transpose'];

test('the package of TensorFlow.js that programs load has the gradients', (t) => {
  t.deepEqual(
    kernels.filter((kernel) => tf.getGradient(kernel) === undefined),
    [],
  );
});

test('a gradient computes on the active backend and leaves nothing behind', (t) => {
  const before = tf.memory().numTensors;
  const dx = tf.tidy(() => numbers(tf.grad((x: tf.Tensor) => tf.sum(tf.mul(tf.exp(x), x)))(tf.tensor1d([0, 1]))));
  // d/dx x e^x = (1 + x) e^x
  t.deepEqual(
    dx.map((value) => Number(value.toFixed(5))),
    [1, 5.43656],
  );
  t.is(tf.memory().numTensors, before);
});

test('tensors have the methods that examples of TensorFlow.js call, and gradients go through them', (t) => {
  const dx = tf.tidy(() => numbers(tf.grad((x: tf.Tensor) => x.square().mul(3).sum())(tf.tensor1d([1, -2]))));
  t.deepEqual(dx, [6, -12]);
});
