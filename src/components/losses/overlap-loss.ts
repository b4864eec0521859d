import * as tf from '@tensorflow/tfjs-core';
import { customGrad } from '../../nn/index.ts';
import { oneHotPixels } from './per-pixel.ts';

/**
 * A measure of overlap, (numerator * I + smooth) / (a * I + b * P + c * T + smooth), where I is the sum of probability
 * times target, P that of probabilities and T that of targets, over the pixels that are not ignored.
 */
export interface Overlap {
  readonly numerator: number;
  readonly intersection: number;
  readonly prediction: number;
  readonly target: number;
}

export interface OverlapOptions {
  readonly ignoreIndex: number;
  readonly smooth: number;
  /** Whether each image has an overlap of its own; otherwise the batch is as one image. */
  readonly perImage: boolean;
  /** -log(overlap) instead of 1 - overlap. */
  readonly log: boolean;
  /** Exponent of the mean over the classes. */
  readonly gamma: number;
}

/**
 * 1 - overlap of softmax probabilities, as in segmentation_models.pytorch: the mean over all classes, of which those
 * that the target doesn't have count 0. Logits [N, H, W, C] and int32 target [N, H, W] to a scalar. Images are averaged
 * too, with `perImage`, without those whose every pixel is ignored. Where nothing counts it is 0, with a gradient of 0.
 */
export function overlapLoss(
  logits: tf.Tensor4D,
  target: tf.Tensor3D,
  overlap: Overlap,
  { ignoreIndex, smooth, perImage, log, gamma }: OverlapOptions,
): tf.Scalar {
  const [images, , , classes] = logits.shape;
  const units = perImage ? images : 1;
  const oneHot = tf.reshape<tf.Rank.R3>(oneHotPixels(target, classes, ignoreIndex), [units, -1, classes]);
  const inTarget = tf.sum<tf.Tensor2D>(oneHot, 1);
  const sums = probabilitySums(tf.reshape(logits, [units, -1, classes]), oneHot);
  const [intersection, predicted] = tf.unstack(sums, 1) as [tf.Tensor2D, tf.Tensor2D];

  const above = tf.add(tf.mul(intersection, overlap.numerator), smooth);
  const below = tf.addN([
    tf.mul(intersection, overlap.intersection),
    tf.mul(predicted, overlap.prediction),
    tf.mul(inTarget, overlap.target),
  ]);
  const score = tf.div(above, tf.maximum(tf.add(below, smooth), eps));
  const each = log ? tf.neg(tf.log(tf.maximum(score, eps))) : tf.sub(1, score);
  const present = tf.cast(tf.greater(inTarget, 0), 'float32');
  const perUnit = tf.mean(tf.mul(each, present), 1);
  const isCounted = tf.max(present, 1);
  // The slope of a power at 0 may be infinite.
  const powered = gamma === 1 ? perUnit : tf.mul(tf.pow(tf.maximum(perUnit, eps), gamma), isCounted);
  return tf.div(tf.sum(powered), tf.maximum(tf.sum(isCounted), 1));
}

const eps = 1e-7;

/** The sums over pixels of probability times target, and of probabilities where a pixel is not ignored: [U, 2, C]. */
function probabilitySums(logits: tf.Tensor3D, oneHot: tf.Tensor3D): tf.Tensor3D {
  return customGrad<tf.Tensor3D>([logits], {
    forward(save) {
      const probabilities = tf.softmax(logits);
      save([probabilities, oneHot]);
      const counted = tf.sum(oneHot, 2, true);
      return tf.stack<tf.Tensor2D>(
        [tf.sum(tf.mul(probabilities, oneHot), 1), tf.sum(tf.mul(probabilities, counted), 1)],
        1,
      ) as tf.Tensor3D;
    },
    gradient(dy, saved) {
      const [probabilities, target] = saved as [tf.Tensor3D, tf.Tensor3D];
      const [ofIntersection, ofPrediction] = tf.split(dy, 2, 1) as [tf.Tensor3D, tf.Tensor3D];
      const direct = tf.add(tf.mul(target, ofIntersection), tf.mul(tf.sum(target, 2, true), ofPrediction));
      const mean = tf.sum(tf.mul(probabilities, direct), 2, true);
      return [tf.mul(probabilities, tf.sub(direct, mean))];
    },
  });
}
