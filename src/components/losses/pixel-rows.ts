import * as tf from '@tensorflow/tfjs-core';

/** One row per pixel: `logits` [R, C] and one-hot `target` [R, C], which is all zeros where a pixel is ignored. */
export interface PixelRows {
  readonly logits: tf.Tensor2D;
  readonly target: tf.Tensor2D;
}

/** Turns `logits` [N, H, W, C] and int32 `target` [N, H, W] into rows, in the order of the pixels. */
export function pixelRows(logits: tf.Tensor4D, target: tf.Tensor3D, ignoreIndex: number): PixelRows {
  const classes = logits.shape[3];
  return {
    logits: tf.reshape(logits, [-1, classes]),
    target: oneHotPixels(target, classes, ignoreIndex),
  };
}

/**
 * One row per pixel, [R, C]. An index that is not a class gets a row of zeros. An ignore index that is also a class is moved past the classes
 * first.
 */
export function oneHotPixels(mask: tf.Tensor3D, classes: number, ignoreIndex: number): tf.Tensor2D {
  const target = tf.reshape<tf.Rank.R1>(mask, [-1]);
  const shift = tf.mul(
    tf.cast(tf.equal(target, tf.scalar(ignoreIndex, 'int32')), 'int32'),
    tf.scalar(classes, 'int32'),
  );
  const indices = ignoreIndex < classes ? tf.add(target, shift) : target;
  // The dtype argument of `oneHot` can't be used: with it, wasm writes the bits of integers.
  return tf.cast(tf.oneHot(indices, classes), 'float32') as tf.Tensor2D;
}

/** Logarithm of the softmax over the last axis, [R, C]. */
export function logSoftmax(logits: tf.Tensor2D): tf.Tensor2D {
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 1, true)));
}

/** `value / total`, and 0 where the total is 0: nothing counts then, whatever the value. */
export function quotient(value: tf.Tensor, total: tf.Tensor): tf.Scalar {
  const isSomething = tf.cast(tf.greater(total, 0), 'float32');
  return tf.div<tf.Scalar>(tf.mul(value, isSomething), tf.add(total, tf.sub(1, isSomething)));
}

/** Less than any probability that matters. */
export const tiny = 1e-12;
