import * as tf from '@tensorflow/tfjs-core';
import type { ClipGradients } from '../../schemas/index.ts';
import { type NamedScalars, type NamedTensors, sumsOfSquares } from './sums-of-squares.ts';

/**
 * As `torch.nn.utils.clip_grad_norm_` and `clip_grad_value_`. To be called in a `tf.tidy`, which frees the tensors.
 * @param squares the sum of squares of each gradient, where it is known already
 */
export function clipGradients(
  gradients: NamedTensors,
  clip: ClipGradients | undefined,
  squares?: NamedScalars,
): NamedTensors {
  if (!clip || gradients.size === 0) return gradients;
  const mapped = (change: (gradient: tf.Tensor) => tf.Tensor) =>
    new Map([...gradients].map(([name, gradient]) => [name, change(gradient)]));
  if ('value' in clip) return mapped((gradient) => tf.clipByValue(gradient, -clip.value, clip.value));
  const norm = tf.sqrt<tf.Scalar>(tf.addN((squares ?? sumsOfSquares(gradients)).map(([, sum]) => sum)));
  // PyTorch's epsilon.
  const share = tf.minimum(tf.div<tf.Scalar>(clip.norm, tf.add(norm, 1e-6)), 1);
  return mapped((gradient) => tf.mul(gradient, share));
}
