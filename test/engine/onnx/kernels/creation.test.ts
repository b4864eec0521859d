import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, filled } from './agree.ts';

const serial = test.serial;

serial('made tensors agree', agrees, () => [
  tf.fill([2, 3], 4),
  tf.zeros([2, 3]),
  tf.onesLike(filled([2])),
  tf.range(0, 5, 2),
  tf.range(5, 0, -2, 'int32'),
  tf.linspace(0, 1, 5),
  tf.fill([2], 1, 'int32'),
]);
