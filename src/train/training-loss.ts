import * as tf from '@tensorflow/tfjs-core';
import type { Pass } from '../nn/index.ts';
import type { LogOf, Loss, SegmentationModel } from '../registry/index.ts';
import { valuesOfLoss } from '../tasks/semantic/sum-losses.ts';

export interface TrainingLoss {
  readonly logits: tf.Tensor4D;
  /** The loss of the logits alone, as in evaluation. */
  readonly loss: tf.Scalar;
  /** Its parts, if it is a sum. */
  readonly losses: tf.Scalar[];
  /** The losses of auxiliary heads, each times its weight; undefined if the model has none. */
  readonly auxiliary: tf.Scalar | undefined;
  /** The sum of both, which training minimises. */
  readonly minimized: tf.Scalar;
}

export interface TrainingLossInput {
  readonly model: SegmentationModel;
  readonly loss: Loss;
  /** The result of `encodeFrozen`. */
  readonly encoded: readonly tf.Tensor4D[];
  /** Masks [N, H, W]. */
  readonly target: tf.Tensor3D;
  readonly pass: Pass;
  /** Where the loss logs what is its own. */
  readonly logOf?: LogOf | undefined;
}

/** A forward pass in training. */
export function trainingLoss({ model, loss, encoded, target, pass, logOf }: TrainingLossInput): TrainingLoss {
  const outputs = model.forwardInTraining?.(encoded, pass) ?? { logits: model.forward(encoded, pass), auxiliary: [] };
  const { loss: value, parts } = valuesOfLoss(loss, outputs.logits, target, logOf);
  const added = outputs.auxiliary.map((head) => tf.mul<tf.Scalar>(loss(head.logits, target), head.weight));
  const shared = { logits: outputs.logits, loss: value, losses: parts };
  if (added.length === 0) return { ...shared, auxiliary: undefined, minimized: value };
  const auxiliary = added.reduce((sum, one) => tf.add(sum, one));
  return { ...shared, auxiliary, minimized: tf.add(value, auxiliary) };
}
