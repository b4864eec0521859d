import * as tf from '@tensorflow/tfjs-core';
import type { Loss, Optimizer, SegmentationModel } from '../registry/index.ts';
import type { Random } from '../core/random.ts';
import { predict, type Prediction } from '../tasks/semantic/predict.ts';
import { valuesOfLoss } from '../tasks/semantic/sum-losses.ts';
import type { BatchTensors } from './tensors.ts';

export interface StepInput {
  readonly model: SegmentationModel;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  /** The stream from which dropout masks are drawn. */
  readonly random: Random;
  /** Whether to compute the scores too. */
  readonly scores?: boolean;
}

/** Loss and prediction of the network before this update. */
export interface StepOutput extends Prediction {
  readonly loss: tf.Scalar;
  /** The parts of the loss, if it is a sum. */
  readonly losses: tf.Scalar[];
}

/** Makes one optimizer step. The caller owns the batch and the result; all other tensors are freed. */
export function trainStep(
  batch: BatchTensors,
  { model, loss, optimizer, learningRate, random, scores = false }: StepInput,
): StepOutput {
  return tf.tidy(() => {
    const parameters = model.namedParameters().filter(([, parameter]) => parameter.trainable);
    const encoded = model.encodeFrozen(batch.images);
    let predicted: Prediction | undefined;
    let losses: tf.Scalar[] = [];
    const { value, grads } = tf.variableGrads(
      () => {
        const logits = model.forward(encoded, { training: true, random });
        predicted = predict(logits, { scores });
        for (const tensor of Object.values<tf.Tensor>({ ...predicted })) tf.keep(tensor);
        const values = valuesOfLoss(loss, logits, batch.target);
        losses = values.parts.map((part) => tf.keep(part));
        return values.loss;
      },
      parameters.map(([, parameter]) => parameter),
    );
    const gradients = parameters.flatMap(([name, parameter]): [string, tf.Tensor][] => {
      const gradient = grads[parameter.name];
      return gradient ? [[name, gradient]] : [];
    });
    optimizer.step(new Map(gradients), learningRate);
    return { loss: value, losses, ...predicted! };
  });
}
