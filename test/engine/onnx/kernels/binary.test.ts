import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled } from './agree.ts';

const serial = test.serial;

for (const other of [[], [3], [7, 1], [1, 5, 1, 3], [2, 5, 7, 3], [2, 1, 1, 3]]) {
  for (const [name, f] of Object.entries({
    add: tf.add,
    sub: tf.sub,
    mul: tf.mul,
    maximum: tf.maximum,
    squaredDifference: tf.squaredDifference,
  })) {
    serial(`${name} broadcasts [${other.join()}] against rank 4`, agreesWithGradient, (x: tf.Tensor) =>
      f(x, filled(other, 'other')),
    );
  }
}

serial('division broadcasts', agreesWithGradient, (x: tf.Tensor) => tf.div(x, tf.add(filled([3], 'other'), 2)));
serial('prelu has a slope for each channel', agreesWithGradient, (x: tf.Tensor) => tf.prelu(x, filled([3], 'alpha')));

const whole = (values: number[]) => tf.tensor1d(values, 'int32');
serial('whole numbers are divided and reduced downwards', agrees, () => [
  tf.floorDiv(whole([-7, 7, -1, 5]), whole([2, -2, 3, 5])),
  tf.mod(whole([-7, 7, -1, 5]), whole([2, -2, 3, 5])),
  tf.mod(filled([4]), filled([4], 'divisor')),
]);

serial('comparisons and logic give booleans', agrees, () => {
  const [a, b] = [tf.greater(filled([3, 4]), 0), tf.less(filled([3, 4]), 0.5)];
  return [
    tf.logicalAnd(a, b),
    tf.logicalOr(a, b),
    tf.logicalNot(a),
    tf.logicalXor(a, b),
    tf.equal(a, b),
    tf.notEqual(a, b),
    tf.greaterEqual(filled([3, 4]), filled([4], 'b')),
    tf.lessEqual(filled([3, 4]), filled([4], 'b')),
    tf.sum(a),
  ];
});
