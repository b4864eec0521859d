import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { registerBroadcastGradients } from '../../../src/engine/gradients/broadcast.ts';
import { counting, numbers } from './on-cpu.ts';

registerBroadcastGradients();

/** Gradients of the sum of `op(a, b)`, with a [2, 3] of 1 to 6 and b [3] of 3.5, 1.5, 4.5. */
const gradientsOf = (op: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor) =>
  tf.grads((a, b) => tf.sum(op(a, b)))([counting<tf.Rank.R2>([2, 3]), tf.tensor1d([3.5, 1.5, 4.5])]);

for (const [name, op, forA, forB] of [
  ['maximum', tf.maximum, [0, 1, 0, 1, 1, 1], [1, 0, 1]],
  ['minimum', tf.minimum, [1, 0, 1, 0, 0, 0], [1, 2, 1]],
  ['squaredDifference', tf.squaredDifference, [-5, 1, -3, 1, 7, 3], [4, -8, 0]],
] as const) {
  test(`the gradient of ${name} is summed to the shape of the input that was broadcast`, (t) => {
    const [a, b] = gradientsOf((x, y) => op(x, y));
    t.deepEqual([a!.shape, b!.shape], [[2, 3], [3]]);
    t.deepEqual(numbers(a!), [...forA]);
    t.deepEqual(numbers(b!), [...forB]);
  });
}

test('a matrix that a whole batch is multiplied with gets the sum over the batch', (t) => {
  const [a, b] = tf.grads((x, y) => tf.sum(tf.matMul(x, y)))([counting([2, 1, 1, 2]), counting<tf.Rank.R2>([2, 1])]);
  t.deepEqual(numbers(a!), [1, 2, 1, 2]);
  t.deepEqual(b!.shape, [2, 1]);
  t.deepEqual(numbers(b!), [1 + 3, 2 + 4]);
});

test('registering twice sums once', (t) => {
  registerBroadcastGradients();
  const [, b] = gradientsOf((x, y) => tf.maximum(x, y));
  t.deepEqual(b!.shape, [3]);
});
