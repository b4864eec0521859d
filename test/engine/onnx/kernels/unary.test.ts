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
