import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { MaxPool2d } from '../../src/nn/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { imageOp } from './image-op.ts';

test.before(startTestEngine);

test(imageOp, 'maxpool', [2, 8, 7, 3], (x) => new MaxPool2d(3, { stride: 2, padding: 1 }).forward(tf.sub(x, 1)));

test.serial('without a stride, windows lie side by side', async (t) => {
  const y = new MaxPool2d(2).forward(tf.tensor4d([1, 5, 2, 0, 3, 4, 8, 7], [1, 2, 4, 1]));
  t.deepEqual([...(await y.data())], [5, 8]);
});

test.serial('padding is never the maximum, not even of negative values', async (t) => {
  const y = new MaxPool2d(3, { stride: 1, padding: 1 }).forward(tf.tensor4d([-4, -3, -2, -1], [1, 2, 2, 1]));
  t.deepEqual([...(await y.data())], [-1, -1, -1, -1]);
});
