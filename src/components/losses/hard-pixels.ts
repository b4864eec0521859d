import * as tf from '@tensorflow/tfjs-core';

export interface OhemOptions {
  /** Pixels are hard whose probability of the right class is below this. */
  readonly thresh: number;
  /** Pixels per image of the batch that are hard at least. */
  readonly minKept: number;
}

/**
 * 1 for hard pixels and 0 for the others, [N, H, W, 1], as `OHEMPixelSampler` of mmsegmentation chooses them: the
 * threshold is raised to the probability after the `minKept * images` lowest ones of the batch. `oneHot` [N, H, W, C]
 * is zeros where a pixel is ignored; such a pixel is never hard.
 */
export function hardPixels(
  logProbabilities: tf.Tensor4D,
  oneHot: tf.Tensor4D,
  { thresh, minKept }: OhemOptions,
): tf.Tensor4D {
  const [images] = oneHot.shape;
  const counts = tf.sum<tf.Tensor4D>(oneHot, 3, true);
  const probability = tf.exp(tf.sum<tf.Tensor4D>(tf.mul(oneHot, logProbabilities), 3, true));
  // Ignored pixels have probability 2, so that they come after all others.
  const all = tf.add(tf.mul(probability, counts), tf.mul(tf.sub(1, counts), 2));
  const ordered = tf.reshape<tf.Rank.R1>(all, [-1]);
  const kept = Math.min(minKept * images, ordered.shape[0] - 1) + 1;
  const { values } = tf.topk(tf.neg(ordered), kept, true);
  const afterKept = tf.neg(tf.slice(values, kept - 1, 1));
  const largest = tf.max(tf.mul(probability, counts));
  const threshold = tf.maximum(tf.minimum(afterKept, largest), thresh);
  const isHard = tf.cast(tf.less(probability, threshold), 'float32');
  return tf.mul(isHard, counts);
}
