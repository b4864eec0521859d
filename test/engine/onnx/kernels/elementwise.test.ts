import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { agrees, agreesWithGradient, filled } from './agree.ts';

const serial = test.serial;

const unary: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  abs: tf.abs,
  atan: tf.atan,
  cos: tf.cos,
  cosh: tf.cosh,
  elu: tf.elu,
  exp: tf.exp,
  expm1: tf.expm1,
  leakyRelu: tf.leakyRelu,
  log1p: (x) => tf.log1p(tf.add(x, 1)),
  neg: tf.neg,
  reciprocal: tf.reciprocal,
  relu: tf.relu,
  relu6: (x) => tf.relu6(tf.mul(x, 9)),
  rsqrt: (x) => tf.rsqrt(tf.add(x, 2)),
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sin: tf.sin,
  sinh: tf.sinh,
  softplus: tf.softplus,
  sqrt: (x) => tf.sqrt(tf.add(x, 2)),
  square: tf.square,
  tan: tf.tan,
  tanh: tf.tanh,
  clip: (x) => tf.clipByValue(x, -0.2, 0.3),
  pow: (x) => tf.pow(tf.add(x, 2), 2.5),
  log: (x) => tf.log(tf.add(x, 2)),
};
for (const [name, f] of Object.entries(unary)) {
  serial(`${name} and its gradient agree with the cpu backend`, agreesWithGradient, (x: tf.Tensor) => f(x));
}

for (const [name, f] of Object.entries({
  acos: tf.acos,
  asin: tf.asin,
  ceil: tf.ceil,
  erf: tf.erf,
  floor: tf.floor,
  round: tf.round,
  sign: tf.sign,
  step: tf.step,
})) {
  serial(`${name} agrees with the cpu backend`, agrees, () => f(filled([3, 4])));
}

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
  serial(`an element-wise chain after a convolution broadcasts [${other.join()}]`, agreesWithGradient, (x: tf.Tensor) =>
    tf.mul(
      tf.add(tf.conv2d(x as tf.Tensor4D, filled([1, 1, 3, 3]) as tf.Tensor4D, 1, 'same'), filled(other, 'other')),
      x,
    ),
  );
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

serial('where picks with a broadcast condition', agrees, () =>
  tf.where(tf.greater(filled([2, 1, 7, 1]), 0), filled([2, 5, 7, 3]), tf.zeros([2, 5, 7, 3])),
);

serial('casts truncate, and not-a-number becomes 0', agrees, () => [
  tf.cast(tf.tensor1d([NaN, 1.7, -1.7, 0]), 'int32'),
  tf.cast(tf.tensor1d([0, 1.7, -1.7]), 'bool'),
  tf.cast(tf.tensor1d([true, false], 'bool'), 'float32'),
]);

serial('not-a-number and infinity pass through every step to a loss', agrees, () => {
  const x = tf.tensor1d([NaN, Infinity, -Infinity, 1]);
  return [
    tf.relu(x),
    tf.relu6(x),
    tf.clipByValue(x, -1, 1),
    tf.maximum(x, 0),
    tf.exp(x),
    tf.isNaN(x),
    tf.isInf(x),
    tf.isFinite(x),
    tf.sum(x),
  ];
});

serial('addN adds tensors', agrees, () => tf.addN([filled([2, 3]), filled([2, 3], 'b'), filled([2, 3], 'c')]));
