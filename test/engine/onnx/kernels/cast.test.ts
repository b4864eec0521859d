import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees } from './agree.ts';

const serial = test.serial;

serial('casts truncate, and not-a-number becomes 0', agrees, () => [
  tf.cast(tf.tensor1d([NaN, 1.7, -1.7, 0]), 'int32'),
  tf.cast(tf.tensor1d([0, 1.7, -1.7]), 'bool'),
  tf.cast(tf.tensor1d([true, false], 'bool'), 'float32'),
]);

serial('a cast of whole numbers and booleans keeps them', agrees, () => [
  tf.cast(tf.tensor1d([3, -2], 'int32'), 'float32'),
  tf.cast(tf.tensor1d([3, 0], 'int32'), 'bool'),
  tf.cast(tf.tensor1d([true, false], 'bool'), 'int32'),
]);
