import * as tf from '@tensorflow/tfjs-core';
import type { ClipGradients } from '../../schemas/index.ts';

export type Gradients = ReadonlyMap<string, tf.Tensor>;

export interface ClippedGradients {
  readonly gradients: Gradients;
  /** The norm of all gradients together before they were clipped; present if they are clipped by it. */
  readonly norm?: tf.Scalar;
}

/** As `torch.nn.utils.clip_grad_norm_` and `clip_grad_value_`. To be called in a `tf.tidy`, which frees the tensors. */
export function clipGradients(gradients: Gradients, clip: ClipGradients | undefined): ClippedGradients {
  if (!clip || gradients.size === 0) return { gradients };
  const mapped = (change: (gradient: tf.Tensor) => tf.Tensor) =>
    new Map([...gradients].map(([name, gradient]) => [name, change(gradient)]));
  if ('value' in clip) return { gradients: mapped((gradient) => tf.clipByValue(gradient, -clip.value, clip.value)) };
  const squares = [...gradients.values()].map((gradient) => tf.sum<tf.Scalar>(tf.square(gradient)));
  const norm = tf.sqrt<tf.Scalar>(tf.addN(squares));
  // PyTorch's epsilon.
  const share = tf.minimum(tf.div<tf.Scalar>(clip.norm, tf.add(norm, 1e-6)), 1);
  return { gradients: mapped((gradient) => tf.mul(gradient, share)), norm };
}
