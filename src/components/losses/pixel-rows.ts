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
    target: oneHot(tf.reshape(target, [-1]), classes, ignoreIndex),
  };
}

/**
 * An index that is not a class gets a row of zeros. An ignore index that is also a class is moved past the classes
 * first.
 */
function oneHot(target: tf.Tensor1D, classes: number, ignoreIndex: number): tf.Tensor2D {
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

/** Less than any count or weight that occurs. A batch with ignored pixels only then gives 0 / tiny = 0. */
export const tiny = 1e-12;
