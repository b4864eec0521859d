import * as tf from '@tensorflow/tfjs-core';
import { customGrad } from '../../nn/index.ts';
import { oneHotPixels } from './per-pixel.ts';

export interface LovaszOptions {
  readonly ignoreIndex: number;
  /** Whether each image has a loss of its own; otherwise the batch is as one image. */
  readonly perImage: boolean;
}

/**
 * Lovász-Softmax (Berman et al. 2018) over the classes that the target has: the Lovász extension of one minus the IoU,
 * of the errors `|target - probability|`. Logits [N, H, W, C] and int32 target [N, H, W] to a scalar. With `perImage`,
 * the mean over the images that have a pixel which is not ignored. Where nothing counts it is 0, with a gradient of 0.
 */
export function lovaszLoss(
  logits: tf.Tensor4D,
  target: tf.Tensor3D,
  { ignoreIndex, perImage }: LovaszOptions,
): tf.Scalar {
  const [images, , , classes] = logits.shape;
  const units = perImage ? images : 1;
  return customGrad<tf.Scalar>([logits], {
    forward(save) {
      const probabilities = tf.reshape<tf.Rank.R3>(tf.softmax(logits), [units, -1, classes]);
      const oneHot = tf.reshape<tf.Rank.R3>(oneHotPixels(target, classes, ignoreIndex), [units, -1, classes]);
      // Each row is a class of a unit.
      const truth = rowsOf(oneHot);
      const counted = rowsOf(tf.tile(tf.sum(oneHot, 2, true), [1, 1, classes]));
      const errors = tf.mul<tf.Tensor2D>(tf.abs(tf.sub(truth, rowsOf(probabilities))), counted);
      const slopes = tf.mul(jaccardSlopes(errors, truth, counted), classShares(truth, classes));
      // The error falls with the probability of the right class, and rises with that of the others.
      const direct = tf.reshape(tf.mul(slopes, tf.sub(1, tf.mul(truth, 2))), [units, classes, -1]);
      save([probabilities, tf.transpose(direct, [0, 2, 1])]);
      return tf.sum(tf.mul(slopes, errors));
    },
    gradient(dy, saved) {
      const [probabilities, direct] = saved as [tf.Tensor3D, tf.Tensor3D];
      const mean = tf.sum(tf.mul(probabilities, direct), 2, true);
      return [tf.reshape(tf.mul(tf.mul(probabilities, tf.sub(direct, mean)), dy), logits.shape)];
    },
  });
}

/** [U, P, C] to [U * C, P]. */
function rowsOf(values: tf.Tensor3D): tf.Tensor2D {
  const [, pixels] = values.shape;
  return tf.reshape(tf.transpose(values, [0, 2, 1]), [-1, pixels]);
}

/**
 * What each class of each unit has of the mean over the classes that the unit's target has, and of the mean over units
 * that have any: [U * C, 1].
 */
function classShares(truth: tf.Tensor2D, classes: number): tf.Tensor2D {
  const present = tf.reshape(tf.cast(tf.greater(tf.sum(truth, 1), 0), 'float32'), [-1, classes]);
  const inUnit = tf.maximum(tf.sum(present, 1, true), 1);
  const units = tf.maximum(tf.sum(tf.max(present, 1)), 1);
  return tf.reshape(tf.div(present, tf.mul(inUnit, units)), [-1, 1]);
}

/**
 * By how much one minus the IoU of a row rises with each pixel, in the order of falling errors, put back in the pixels'
 * own order. A pixel of the class takes 1 from the intersection, and so adds 1 / union; another one adds 1 to the
 * union, and so I / (union * (union - 1)). Written so, almost equal numbers are never subtracted.
 */
function jaccardSlopes(errors: tf.Tensor2D, truth: tf.Tensor2D, counted: tf.Tensor2D): tf.Tensor2D {
  const [rows, pixels] = errors.shape;
  // Ignored pixels come after all others, and get no slope.
  const { indices } = tf.topk(tf.add(errors, tf.sub(counted, 1)), pixels, true);
  const starts = tf.tensor2d(
    Int32Array.from({ length: rows }, (_, row) => row * pixels),
    [rows, 1],
  );
  const places = tf.reshape<tf.Rank.R1>(tf.add(indices, starts), [-1]);
  const sorted = tf.reshape(tf.gather(tf.reshape(truth, [-1]), places), [rows, pixels]);
  const total = tf.sum(truth, 1, true);
  const before = tf.cumsum(sorted, 1);
  const intersection = tf.sub(total, before);
  const rank = tf.tensor2d(
    Float32Array.from({ length: pixels }, (_, index) => index + 1),
    [1, pixels],
  );
  const union = tf.add(total, tf.sub(rank, before));
  const ofOthers = tf.div(intersection, tf.mul(union, tf.maximum(tf.sub(union, 1), 1)));
  const slopes = tf.add(tf.div(sorted, union), tf.mul(tf.sub(1, sorted), ofOthers));
  const back = tf.unsortedSegmentSum(tf.reshape(slopes, [-1]), places, rows * pixels);
  return tf.mul(tf.reshape(back, [rows, pixels]), counted);
}
