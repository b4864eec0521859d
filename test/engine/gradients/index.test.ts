import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { registerGradients } from '../../../src/engine/gradients/index.ts';
import { counting, numbers } from './on-cpu.ts';

registerGradients();
registerGradients();

const gradient = (of: (x: tf.Tensor) => tf.Tensor, at: tf.Tensor) => numbers(tf.grad((x) => tf.sum(of(x)))(at));

test('one call replaces the gradients of each kind, a second one changes nothing', (t) => {
  const [vector, image] = [tf.tensor1d([1, 2, 3]), counting([1, 3, 3, 1])];
  const ones = (size: number) => tf.ones<tf.Rank.R4>([size, size, 1, 1]);
  t.deepEqual(
    gradient((x) => tf.maximum(x, tf.zeros([2, 3])), vector),
    [2, 2, 2],
    'an operand that was broadcast',
  );
  t.deepEqual(
    gradient((x) => tf.conv2d(x as tf.Tensor4D, ones(2), 1, 'valid', 'NHWC', 2), image),
    [1, 0, 1, 0, 0, 0, 1, 0, 1],
    'a dilated convolution',
  );
  t.deepEqual(
    gradient((x) => tf.mirrorPad(x, [[2, 0]], 'reflect'), vector),
    [1, 2, 2],
    'pixels that were mirrored',
  );
  t.deepEqual(
    gradient((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [6, 3]), image),
    [2, 2, 2, 2, 2, 2, 2, 2, 2],
    'a resize',
  );
  t.deepEqual(
    gradient((x) => tf.mul(tf.cast(tf.greater(x, 1), 'float32'), x), vector),
    [0, 1, 1],
    'a comparison',
  );
});
