import * as tf from '@tensorflow/tfjs-core';
import type { ClipGradients } from '../../schemas/index.ts';
import { type NamedTensors, type SumsOfSquares, sumsOfSquares } from './sums-of-squares.ts';

/**
 * As `torch.nn.utils.clip_grad_norm_` and `clip_grad_value_`. To be called in a `tf.tidy`, which frees the tensors.
 * @param squares the sums of squares of the gradients, where they are known already
 */
export function clipGradients(
  gradients: NamedTensors,
  clip: ClipGradients | undefined,
  squares?: readonly SumsOfSquares[],
): NamedTensors {
  if (!clip || gradients.size === 0) return gradients;
  const mapped = (change: (gradient: tf.Tensor) => tf.Tensor) =>
    new Map([...gradients].map(([name, gradient]) => [name, change(gradient)]));
  if ('value' in clip) return mapped((gradient) => tf.clipByValue(gradient, -clip.value, clip.value));
  const sums = (squares ?? sumsOfSquares(gradients)).map((group) => tf.sum<tf.Scalar>(group.sums));
  const norm = tf.sqrt<tf.Scalar>(tf.addN(sums));
  // PyTorch's epsilon.
  const share = tf.minimum(tf.div<tf.Scalar>(clip.norm, tf.add(norm, 1e-6)), 1);
  return mapped((gradient) => tf.mul(gradient, share));
}
