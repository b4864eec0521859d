import * as tf from '@tensorflow/tfjs-core';
import { customGrad } from '../../nn/index.ts';
import type { Normalizer } from './focal.ts';
import { logSoftmax, oneHotPixels, quotient, tiny } from './per-pixel.ts';

export interface FocalOptions {
  readonly gamma: number;
  readonly ignoreIndex: number;
  /** Weight of each class's pixels; by default all are 1. */
  readonly alpha?: readonly number[] | undefined;
  /** What the sum over the pixels is divided by. */
  readonly normalizer?: Normalizer;
}

/**
 * Focal loss (Lin et al. 2017): the sum of alpha * (1 - p)^gamma * -log p over the pixels that are not ignored, divided
 * by the normalizer, where p is the probability of the correct class and alpha its weight. Logits [N, H, W, C] and
 * int32 target [N, H, W] to a scalar. When every pixel is ignored it is 0, with a gradient of 0.
 */
export function focalLoss(logits: tf.Tensor4D, target: tf.Tensor3D, options: FocalOptions): tf.Scalar {
  const { gamma, ignoreIndex, alpha } = options;
  return customGrad<tf.Scalar>([logits], {
    forward(save) {
      const oneHot = oneHotPixels(target, logits.shape[3], ignoreIndex);
      const logProbabilities = logSoftmax(logits);
      const weighted = alpha ? tf.mul<tf.Tensor4D>(oneHot, tf.tensor1d([...alpha])) : oneHot;
      const total = totalOf(oneHot, weighted, options);
      save([logProbabilities, oneHot, weighted, total]);
      const logP = tf.sum(tf.mul(oneHot, logProbabilities), 3, true);
      const each = tf.mul(power(missing(logP), gamma), logP);
      return tf.neg(quotient(tf.sum(alpha ? tf.mul(each, tf.sum(weighted, 3, true)) : each), total));
    },
    gradient(dy, saved) {
      const [logProbabilities, oneHot, weighted, total] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D, tf.Scalar];
      const slope = tf.mul(
        slopeOf(tf.sum(tf.mul(oneHot, logProbabilities), 3, true), gamma),
        tf.sum(weighted, 3, true),
      );
      const difference = tf.sub(tf.exp(logProbabilities), oneHot);
      return [tf.mul(tf.mul(difference, slope), quotient(dy, total))];
    },
  });
}

function totalOf(oneHot: tf.Tensor4D, weighted: tf.Tensor4D, { normalizer = 'pixels' }: FocalOptions): tf.Scalar {
  if (normalizer === 'alpha') return tf.sum(weighted);
  if (normalizer === 'pixels') return tf.sum(oneHot);
  const foreground = tf.sum<tf.Scalar>(tf.slice(oneHot, [0, 0, 0, 1]));
  return tf.maximum(foreground, 1);
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
