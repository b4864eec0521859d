import * as tf from '@tensorflow/tfjs-core';
import { customGrad } from '../../nn/index.ts';
import { hardPixels, type OhemOptions } from './hard-pixels.ts';
import { logSoftmax, oneHotPixels, quotient } from './per-pixel.ts';

export interface CrossEntropyOptions {
  readonly ignoreIndex: number;
  readonly weight?: readonly number[] | undefined;
  readonly labelSmoothing?: number;
  /** Which pixels have a loss; by default all that are not ignored. */
  readonly ohem?: OhemOptions;
}

/**
 * `F.cross_entropy(reduction='mean')` with `ignore_index`, `weight` and `label_smoothing`: logits [N, H, W, C] and
 * int32 target [N, H, W] to a scalar. Where the pixels that are not ignored have no weight, and where there are none,
 * PyTorch gives nan or infinity; this gives 0, with a gradient of 0.
 */
export function crossEntropyLoss(logits: tf.Tensor4D, target: tf.Tensor3D, options: CrossEntropyOptions): tf.Scalar {
  return customGrad<tf.Scalar>([logits], {
    forward(save) {
      const oneHot = oneHotPixels(target, logits.shape[3], options.ignoreIndex);
      const logProbabilities = logSoftmax(logits);
      const { soft, total } = softTargets(oneHot, options);
      const { ohem } = options;
      const counted = ohem ? tf.mul<tf.Tensor4D>(soft, hardPixels(logProbabilities, oneHot, ohem)) : soft;
      save([logProbabilities, counted, total]);
      return tf.neg(quotient(tf.sum(tf.mul(counted, logProbabilities)), total));
    },
    gradient(dy, saved) {
      const [logProbabilities, soft, total] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Scalar];
      const weights = tf.sum(soft, 3, true);
      const difference = tf.sub(tf.mul(tf.exp(logProbabilities), weights), soft);
      return [tf.mul(difference, quotient(dy, total))];
    },
  });
}

/**
 * The weights of each pixel's log probabilities, [N, H, W, C], and the sum of the pixels' weights, which the mean
 * divides by.
 */
function softTargets(oneHot: tf.Tensor4D, { weight, labelSmoothing = 0 }: CrossEntropyOptions) {
  const weighted = weight ? tf.mul<tf.Tensor4D>(oneHot, tf.tensor1d([...weight])) : oneHot;
  const total = tf.sum<tf.Scalar>(weighted);
  if (labelSmoothing === 0) return { soft: weighted, total };
  const classes = oneHot.shape[3];
  const spread = tf.tensor1d(
    Array.from({ length: classes }, (_, index) => ((weight?.[index] ?? 1) * labelSmoothing) / classes),
  );
  const counts = tf.sum(oneHot, 3, true);
  return { soft: tf.add<tf.Tensor4D>(tf.mul(weighted, 1 - labelSmoothing), tf.mul(counts, spread)), total };
}
