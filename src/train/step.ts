import * as tf from '@tensorflow/tfjs-core';
import type { Loss, Optimizer, SegmentationModel } from '../registry/index.ts';
import type { Random } from '../core/random.ts';
import type { BatchTensors } from './tensors.ts';

export interface StepInput {
  readonly model: SegmentationModel;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  /** Dropout masks. */
  readonly random: Random;
}

export interface StepOutput {
  readonly loss: tf.Scalar;
  /** int32 [N, H, W]: what the network said before this update. */
  readonly prediction: tf.Tensor3D;
}

/** One optimizer step. The caller keeps owning the batch and owns what is returned; nothing else stays. */
export function trainStep(
  batch: BatchTensors,
  { model, loss, optimizer, learningRate, random }: StepInput,
): StepOutput {
  return tf.tidy(() => {
    const parameters = model.namedParameters().filter(([, parameter]) => parameter.trainable);
    const prepared = model.prepare(batch.images);
    let prediction: tf.Tensor3D | undefined;
    const { value, grads } = tf.variableGrads(
      () => {
        const logits = model.forward(prepared, { training: true, random });
        prediction = tf.keep(tf.argMax<tf.Tensor3D>(logits, -1));
        return loss(logits, batch.target);
      },
      parameters.map(([, parameter]) => parameter),
    );
    const gradients = parameters.flatMap(([name, parameter]): [string, tf.Tensor][] => {
      const gradient = grads[parameter.name];
      return gradient ? [[name, gradient]] : [];
    });
    optimizer.step(new Map(gradients), learningRate);
    return { loss: value, prediction: prediction! };
  });
}
