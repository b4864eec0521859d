import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agreesWithGradient, filled } from './agree.ts';

const serial = test.serial;

serial('batch norm agrees', agreesWithGradient, (x: tf.Tensor) =>
  tf.batchNorm(
    x,
    filled([3], 'm') as tf.Tensor1D,
    tf.abs(filled([3], 'v')) as tf.Tensor1D,
    filled([3], 'o') as tf.Tensor1D,
    filled([3], 's') as tf.Tensor1D,
  ),
);
