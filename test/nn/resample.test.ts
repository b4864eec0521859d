import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { resample } from '../../src/nn/resample.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

/** Two rows become one, 1 * first + 2 * second; two columns become three: first, second, and their sum. */
const rows = { outputs: 1, inputs: 2, values: Float32Array.of(1, 2) };
const columns = { outputs: 3, inputs: 2, values: Float32Array.of(1, 0, 0, 1, 1, 1) };

test.serial('rows and columns are multiplied, and the gradient goes back through both matrices', async (t) => {
  const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  const { value, grad } = tf.valueAndGrad((input) =>
    tf.sum(tf.mul(resample(input as tf.Tensor4D, rows, columns), tf.tensor4d([1, 10, 100], [1, 1, 3, 1]))),
  )(x);
  // The row is 1 + 2 * 3 = 7 and 2 + 2 * 4 = 10, so the result is 7, 10, 17.
  t.is((await value.data())[0], 7 + 100 + 1700);
  t.deepEqual([...(await grad.data())], [101, 110, 202, 220]);
  tf.dispose([x, value, grad]);
});
