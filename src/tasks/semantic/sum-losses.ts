import * as tf from '@tensorflow/tfjs-core';
import type { LogOf, Loss, LossPart } from '../../registry/index.ts';

/** The sum of several losses, each times its factor. */
export function sumLosses(parts: readonly LossPart[]): Loss {
  const loss = (logits: tf.Tensor4D, target: tf.Tensor3D) => valuesOfLoss(sum, logits, target).loss;
  const sum: Loss = Object.assign<typeof loss, Pick<Loss, 'parts' | 'balanced'>>(loss, {
    parts,
    balanced: (classPixels) =>
      sumLosses(parts.map((part) => ({ ...part, loss: part.loss.balanced?.(classPixels) ?? part.loss }))),
  });
  return sum;
}

/** The value of a loss, and of each of its parts. */
export interface LossValues {
  readonly loss: tf.Scalar;
  readonly parts: tf.Scalar[];
}

/** Evaluates a loss and each of its parts once. A part logs under its own name. The caller owns the result. */
export function valuesOfLoss(loss: Loss, logits: tf.Tensor4D, target: tf.Tensor3D, logOf?: LogOf): LossValues {
  if (!loss.parts) return { loss: loss(logits, target, logOf?.('loss')), parts: [] };
  const parts = loss.parts.map((part) => part.loss(logits, target, logOf?.(part.name)));
  const scaled = parts.map((value, index) => tf.mul<tf.Scalar>(value, loss.parts![index]!.factor));
  return { loss: scaled.reduce((sum, value) => tf.add(sum, value)), parts };
}
