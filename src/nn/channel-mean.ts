import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean over N, H and W of `x` [N, H, W, C], a vector of C.
 * As average pooling because every backend is fast at that (wasm's `mean` over leading axes transposes first);
 * in two windows because sums of many float32 lose digits.
 */
export function channelMean(x: tf.Tensor4D): tf.Tensor1D {
  const [, height, width] = x.shape;
  const rows = tf.avgPool(x, [1, width], 1, 'valid');
  const images = tf.avgPool(rows, [height, 1], 1, 'valid');
  return tf.mean(tf.reshape(images, [x.shape[0], x.shape[3]]), 0);
}
