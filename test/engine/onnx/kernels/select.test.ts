import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, filled } from './agree.ts';

const serial = test.serial;

serial('where picks with a broadcast condition', agrees, () =>
  tf.where(tf.greater(filled([2, 1, 7, 1]), 0), filled([2, 5, 7, 3]), tf.zeros([2, 5, 7, 3])),
);

serial('addN adds tensors', agrees, () => tf.addN([filled([2, 3]), filled([2, 3], 'b'), filled([2, 3], 'c')]));
