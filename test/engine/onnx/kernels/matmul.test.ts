import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled } from './agree.ts';

const serial = test.serial;

serial('matrix products agree with every transpose', agrees, () => [
  tf.matMul(filled([4, 5]), filled([5, 6], 'b')),
  tf.matMul(filled([5, 4]), filled([6, 5], 'b'), true, true),
  tf.matMul(filled([2, 3, 4, 5]), filled([3, 6, 5], 'b'), false, true),
  tf.fused.matMul({ a: filled([4, 5]), b: filled([5, 6], 'b'), bias: filled([6], 'c'), activation: 'relu' }),
]);
serial(
  'the gradient of a matrix product agrees',
  agreesWithGradient,
  (x: tf.Tensor) => tf.matMul(x, filled([5, 6], 'b')),
  [4, 5],
);
