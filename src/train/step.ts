import * as tf from '@tensorflow/tfjs-core';
import type { Loss, Optimizer, SegmentationModel } from '../registry/index.ts';
import type { Random } from '../core/random.ts';
import { predict, type Prediction } from '../tasks/semantic/predict.ts';
import type { BatchTensors } from './tensors.ts';
import { trainingLoss } from './training-loss.ts';

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
  /** What auxiliary heads added to the loss that was minimised; `loss` is without it. */
  readonly auxiliaryLoss?: tf.Scalar;
}

/** Makes one optimizer step. The caller owns the batch and the result; all other tensors are freed. */
export function trainStep(
  batch: BatchTensors,
  { model, loss, optimizer, learningRate, random, scores = false }: StepInput,
): StepOutput {
  return tf.tidy(() => {
    const parameters = model.namedParameters().filter(([, parameter]) => parameter.trainable);
    const encoded = model.encodeFrozen(batch.images);
    let outputs: StepOutput | undefined;
    const { grads } = tf.variableGrads(
      () => {
        const pass = { training: true, random };
        const { logits, auxiliary, minimized, ...values } = trainingLoss(model, loss, encoded, batch.target, pass);
        outputs = { loss: values.loss, ...(auxiliary && { auxiliaryLoss: auxiliary }), ...predict(logits, { scores }) };
        for (const tensor of Object.values<tf.Tensor>({ ...outputs })) tf.keep(tensor);
        return minimized;
      },
      parameters.map(([, parameter]) => parameter),
    );
    const gradients = parameters.flatMap(([name, parameter]): [string, tf.Tensor][] => {
      const gradient = grads[parameter.name];
      return gradient ? [[name, gradient]] : [];
    });
    optimizer.step(new Map(gradients), learningRate);
    return { ...outputs! };
  });
}
