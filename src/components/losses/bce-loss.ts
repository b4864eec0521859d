import * as tf from '@tensorflow/tfjs-core';
import { customGrad } from '../../nn/index.ts';
import { oneHotPixels, quotient } from './per-pixel.ts';

export interface BceOptions {
  readonly ignoreIndex: number;
  /** Weight of each class; by default all are 1. */
  readonly weight?: readonly number[] | undefined;
  /** Weight of each class's own pixels; by default all are 1. */
  readonly posWeight?: readonly number[] | undefined;
}

/**
 * `F.binary_cross_entropy_with_logits` of each class against the rest, with `weight` and `pos_weight`: the mean over
 * the pixels that are not ignored and over the classes. Logits [N, H, W, C] and int32 target [N, H, W] to a scalar.
 * When every pixel is ignored it is 0, with a gradient of 0.
 */
export function bceLoss(
  logits: tf.Tensor4D,
  target: tf.Tensor3D,
  { ignoreIndex, weight, posWeight }: BceOptions,
): tf.Scalar {
  const classes = logits.shape[3];
  const vector = (values: readonly number[] | undefined) =>
    tf.tensor1d([...(values ?? Array<number>(classes).fill(1))]);
  return customGrad<tf.Scalar>([logits], {
    forward(save) {
      const oneHot = oneHotPixels(target, classes, ignoreIndex);
      const counted = tf.sum(oneHot, 3, true);
      // -log(sigmoid(z)) is max(-z, 0) + log(1 + exp(-|z|)), and -log(1 - sigmoid(z)) is that of -z.
      const both = tf.log1p(tf.exp(tf.neg(tf.abs(logits))));
      const ofOwn = tf.mul(tf.mul(oneHot, vector(posWeight)), tf.add(tf.relu(tf.neg(logits)), both));
      const ofOthers = tf.mul(tf.sub(counted, oneHot), tf.add(tf.relu(logits), both));
      const each = tf.mul(tf.add(ofOwn, ofOthers), vector(weight));
      const total = tf.mul<tf.Scalar>(tf.sum(counted), classes);
      save([logits, oneHot, total]);
      return quotient(tf.sum(each), total);
    },
    gradient(dy, saved) {
      const [z, oneHot, total] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Scalar];
      const own = tf.mul(oneHot, vector(posWeight));
      const weights = tf.add(own, tf.sub(tf.sum(oneHot, 3, true), oneHot));
      const difference = tf.mul(tf.sub(tf.mul(tf.sigmoid(z), weights), own), vector(weight));
      return [tf.mul(difference, quotient(dy, total))];
    },
  });
}
