import * as tf from '@tensorflow/tfjs-core';
import { customGrad } from '../../nn/index.ts';
import { logSoftmax, pixelRows, tiny } from './pixel-rows.ts';

export interface FocalOptions {
  readonly gamma: number;
  readonly ignoreIndex: number;
}

/**
 * Focal loss (Lin et al. 2017): the mean of (1 - p)^gamma * -log p over the pixels that are not ignored, where p is the
 * probability of the correct class. Logits [N, H, W, C] and int32 target [N, H, W] to a scalar. When every pixel is
 * ignored it is 0, with a gradient of 0.
 */
export function focalLoss(logits: tf.Tensor4D, target: tf.Tensor3D, { gamma, ignoreIndex }: FocalOptions): tf.Scalar {
  return customGrad<tf.Scalar>([logits], {
    forward(save) {
      const rows = pixelRows(logits, target, ignoreIndex);
      const logProbabilities = logSoftmax(rows.logits);
      const count = tf.maximum<tf.Scalar>(tf.sum(rows.target), tiny);
      save([logProbabilities, rows.target, count]);
      const logP = tf.sum(tf.mul(rows.target, logProbabilities), 1);
      return tf.neg(tf.div<tf.Scalar>(tf.sum(tf.mul(power(missing(logP), gamma), logP)), count));
    },
    gradient(dy, saved) {
      const [logProbabilities, oneHot, count] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Scalar];
      const slope = tf.mul(slopeOf(tf.sum(tf.mul(oneHot, logProbabilities), 1, true), gamma), tf.sum(oneHot, 1, true));
      const difference = tf.sub(tf.exp(logProbabilities), oneHot);
      return [tf.reshape(tf.mul(tf.mul(difference, slope), tf.div(dy, count)), logits.shape)];
    },
  });
}

/** Derivative of a pixel's loss by its cross-entropy: q^gamma + gamma * q^(gamma - 1) * p * -log p, where q = 1 - p. */
function slopeOf(logP: tf.Tensor, gamma: number): tf.Tensor {
  if (gamma === 0) return tf.onesLike(logP);
  const q = missing(logP);
  const pLogP = tf.mul(tf.exp(logP), logP);
  if (gamma === 1) return tf.sub(q, pLogP);
  return tf.sub(power(q, gamma), tf.mul(tf.mul(power(q, gamma - 1), gamma), pLogP));
}

/** 1 - p, kept above 0 so that a negative power of it stays finite. */
function missing(logP: tf.Tensor): tf.Tensor {
  return tf.maximum(tf.neg(tf.expm1(logP)), tiny);
}

/** `base ** exponent`. `tf.pow` is slow on wasm, and the usual exponents don't need it. */
function power(base: tf.Tensor, exponent: number): tf.Tensor {
  if (exponent === 0) return tf.onesLike(base);
  if (exponent === 1) return base;
  if (exponent === 2) return tf.square(base);
  return tf.pow(base, exponent);
}
