import * as tf from '@tensorflow/tfjs-core';
import { channelMean } from './channel-mean.ts';
import { hasKernel } from './has-kernel.ts';

/** `x` [N, H, W, C] normalised by its mean and biased variance [C], which are given too. */
interface Normalized {
  readonly y: tf.Tensor4D;
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/** What the gradients need besides that of y. */
export type SavedForGradients = [x: tf.Tensor4D, weight: tf.Tensor1D, mean: tf.Tensor1D, variance: tf.Tensor1D];

/** Backends that compile a whole step take batch norm as one kernel, which they know how to compute best. */
export function normalizeByBatch(x: tf.Tensor4D, weight: tf.Tensor1D, bias: tf.Tensor1D, eps: number): Normalized {
  if (hasKernel('BatchNormInTraining')) {
    type Results = [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
    const [y, mean, variance] = tf.engine().runKernel<Results>('BatchNormInTraining', { x, weight, bias }, { eps });
    return { y, mean, variance };
  }
  const mean = channelMean(x);
  const variance = channelMean(tf.squaredDifference(x, mean));
  const scale = tf.mul(weight, tf.rsqrt(tf.add(variance, eps)));
  return { y: tf.add(tf.mul(x, scale), tf.sub(bias, tf.mul(mean, scale))), mean, variance };
}

/** The gradients by x, weight and bias, in closed form: TensorFlow.js would tape about twenty element-wise ops. */
export function gradientsByBatch(dy: tf.Tensor4D, saved: SavedForGradients, eps: number): tf.Tensor[] {
  const [x, weight, mean, variance] = saved;
  if (hasKernel('BatchNormInTrainingGrad')) {
    const inputs = { dy, x, weight, mean, variance };
    return tf.engine().runKernel<tf.Tensor[]>('BatchNormInTrainingGrad', inputs, { eps });
  }
  const count = x.size / x.shape[3];
  const inverseStd = tf.rsqrt(tf.add(variance, eps));
  const meanDy = channelMean(dy);
  const meanDyX = channelMean(tf.mul(dy, x));
  const meanDyNormalized = tf.mul(inverseStd, tf.sub(meanDyX, tf.mul(mean, meanDy)));
  // dx = w / std * (dy - mean(dy) - normalized * mean(dy * normalized)), gathered by dy and x.
  const ofDy = tf.mul(weight, inverseStd);
  const ofX = tf.neg(tf.mul(ofDy, tf.mul(inverseStd, meanDyNormalized)));
  const constant = tf.neg(tf.add(tf.mul(ofDy, meanDy), tf.mul(ofX, mean)));
  const dx = tf.add(tf.add(tf.mul(dy, ofDy), tf.mul(x, ofX)), constant);
  return [dx, tf.mul(meanDyNormalized, count), tf.mul(meanDy, count)];
}
