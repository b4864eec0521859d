import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { registerZeroGradients } from '../../../src/engine/gradients/zero.ts';
import { numbers } from './on-cpu.ts';

registerZeroGradients();

for (const [name, compare] of Object.entries({
  greater: tf.greater,
  greaterEqual: tf.greaterEqual,
  less: tf.less,
  lessEqual: tf.lessEqual,
  equal: tf.equal,
  notEqual: tf.notEqual,
})) {
  test(`${name} inside a loss adds nothing to the gradient of what it compares`, (t) => {
    const loss = (x: tf.Tensor) => tf.sum(tf.mul(tf.cast(compare(x, tf.scalar(2)), 'float32'), tf.square(x)));
    const chosen = numbers(tf.cast(compare(tf.tensor1d([1, 2, 3]), tf.scalar(2)), 'float32'));
    t.deepEqual(
      numbers(tf.grad(loss)(tf.tensor1d([1, 2, 3]))),
      chosen.map((on, index) => on * 2 * (index + 1)),
    );
  });
}

test('logic over comparisons has no gradient either', (t) => {
  const loss = (x: tf.Tensor) => {
    const [above, below] = [tf.greater(x, 1), tf.less(x, 3)];
    const inside = tf.logicalAnd(above, below);
    const outside = tf.logicalNot(tf.logicalOr(inside, inside));
    return tf.sum(tf.mul(tf.add(tf.cast(inside, 'float32'), tf.mul(tf.cast(outside, 'float32'), 10)), x));
  };
  t.deepEqual(numbers(tf.grad(loss)(tf.tensor1d([1, 2, 3]))), [10, 1, 10]);
});
