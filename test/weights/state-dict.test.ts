import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { assignArray } from '../../src/weights/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('an array becomes the value of a variable, and no tensor is left over', async (t) => {
  const variable = tf.variable(tf.zeros([2, 2]));
  const before = tf.memory().numTensors;
  assignArray(variable, { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) });
  t.deepEqual(await variable.data(), Float32Array.of(1, 2, 3, 4));
  t.is(tf.memory().numTensors, before);
  variable.dispose();
});
