import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { customGrad } from '../../src/nn/index.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

/** a * b, with gradients that are ten and a hundred times too large to be TensorFlow.js's own. */
const product = (a: tf.Tensor, b: tf.Tensor) =>
  customGrad([a, b], {
    forward: (save) => {
      save([a, b]);
      return tf.mul(a, b);
    },
    gradient: (dy, [x, y]) => [tf.mul(tf.mul(dy, y!), 10), tf.mul(tf.mul(dy, x!), 100)],
  });

test.serial('the value is that of the forward pass, the gradients are those written by hand', async (t) => {
  const [a, b] = [tf.tensor1d([2, 3]), tf.tensor1d([5, 7])];
  const { value, grads } = tf.valueAndGrads((x, y) => tf.sum(tf.mul(product(x, y), 2)))([a, b]);
  t.is((await value.data())[0], 2 * (10 + 21));
  t.deepEqual([...(await grads[0]!.data())], [100, 140]);
  t.deepEqual([...(await grads[1]!.data())], [400, 600]);
  tf.dispose([a, b, value, grads]);
});

test.serial('what is saved is freed with the tape', (t) => {
  const [a, b] = [tf.tensor1d([2]), tf.tensor1d([5])];
  const before = tf.memory().numTensors;
  tf.dispose(tf.grads((x, y) => product(x, y))([a, b]));
  t.is(tf.memory().numTensors, before);
  tf.dispose([a, b]);
});
