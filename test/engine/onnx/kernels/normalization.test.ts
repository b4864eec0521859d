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

const convolved = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filled([1, 1, 3, 4], 'w') as tf.Tensor4D, 1, 'same');

serial('softmax agrees', agreesWithGradient, (x: tf.Tensor) => tf.softmax(x));
serial('softmax of a convolution agrees', agreesWithGradient, (x: tf.Tensor) => tf.softmax(convolved(x)));
serial('log softmax agrees', agreesWithGradient, (x: tf.Tensor) => tf.logSoftmax(convolved(x)));
