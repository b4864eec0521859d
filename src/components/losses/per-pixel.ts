import * as tf from '@tensorflow/tfjs-core';

/**
 * One-hot classes of each pixel, [N, H, W, C], of an int32 mask [N, H, W]: all zeros where its index is no class or
 * ignored. An ignore index that is also a class is moved past the classes first. Losses keep these four axes, so that
 * an engine may compute on whole planes of a class.
 */
export function oneHotPixels(mask: tf.Tensor3D, classes: number, ignoreIndex: number): tf.Tensor4D {
  const shift = tf.mul(tf.cast(tf.equal(mask, tf.scalar(ignoreIndex, 'int32')), 'int32'), tf.scalar(classes, 'int32'));
  const indices = ignoreIndex < classes ? tf.add(mask, shift) : mask;
  // The dtype argument of `oneHot` can't be used: with it, wasm writes the bits of integers.
  return tf.cast(tf.oneHot(indices, classes), 'float32') as tf.Tensor4D;
}

/** Logarithm of the softmax over the classes, [N, H, W, C]. */
export function logSoftmax(logits: tf.Tensor4D): tf.Tensor4D {
  const shifted = tf.sub(logits, tf.max(logits, 3, true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), 3, true)));
}

/** `value / total`, and 0 where the total is 0: nothing counts then, whatever the value. */
export function quotient(value: tf.Tensor, total: tf.Tensor): tf.Scalar {
  const isSomething = tf.cast(tf.greater(total, 0), 'float32');
  return tf.div<tf.Scalar>(tf.mul(value, isSomething), tf.add(total, tf.sub(1, isSomething)));
}

/** Less than any probability that matters. */
export const tiny = 1e-12;
