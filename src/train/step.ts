import * as tf from '@tensorflow/tfjs-core';
import type { ClipGradients } from '../../schemas/index.ts';
import type { LogOf, Loss, Optimizer, SegmentationModel } from '../registry/index.ts';
import type { Random } from '../core/random.ts';
import { predict, type Prediction } from '../tasks/semantic/predict.ts';
import { clipGradients } from './clip-gradients.ts';
import type { GradientSum } from './gradient-sum.ts';
import { type NamedTensors, type SumsOfSquares, sumsOfSquares } from './sums-of-squares.ts';
import type { BatchTensors, EncodedBatch } from './tensors.ts';
import { trainingLoss } from './training-loss.ts';
import type { WeightAverage } from './weight-average.ts';

export interface StepInput {
  readonly model: SegmentationModel;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  /** The stream from which dropout masks are drawn. */
  readonly random: Random;
  /** Whether to compute the scores too. */
  readonly scores?: boolean;
  readonly clip?: ClipGradients | undefined;
  /** Whether to give the sums of squares of gradients and weights, from which norms follow. */
  readonly squares?: boolean | undefined;
  /** Whether to give the gradients too. */
  readonly gradients?: boolean | undefined;
  /** Where model, loss and optimizer log what is their own. */
  readonly logOf?: LogOf;
  /** Is told of the new weights. */
  readonly average?: WeightAverage | undefined;
  /** Where the step has other batches too. */
  readonly accumulation?: Accumulation | undefined;
}

export interface Accumulation {
  readonly sum: GradientSum;
  /** What the gradients of this batch are multiplied by. */
  readonly share: number;
  /** Whether this is the last batch of the step, after which the weights change. */
  readonly isLast: boolean;
}

/** Loss and prediction of the network before this update. */
export interface StepOutput extends Prediction {
  readonly loss: tf.Scalar;
  /** The parts of the loss, if it is a sum. */
  readonly losses: tf.Scalar[];
  /** What auxiliary heads added to the loss that was minimised; `loss` is without it. */
  readonly auxiliaryLoss?: tf.Scalar;
  /** Present if the weights changed and something of this was asked for. */
  readonly update?: StepUpdate;
}

/** What made the weights change, by the names of the parameters that train. A type that `tf.tidy` looks into. */
export type StepUpdate = {
  /** For the gradients before they are clipped; those of all batches of the step together. */
  readonly gradientSquares: SumsOfSquares[];
  /** For the weights after the update. */
  readonly weightSquares: SumsOfSquares[];
  readonly gradients: [name: string, gradient: tf.Tensor][];
};

/**
 * Makes one optimizer step, or a part of one. The caller owns the batch and the result; all other tensors are freed.
 */
export function trainStep(batch: BatchTensors | EncodedBatch, input: StepInput): StepOutput {
  const { model, loss, random, logOf, scores = false } = input;
  return tf.tidy(() => {
    const parameters = model.namedParameters().filter(([, parameter]) => parameter.trainable);
    const encoded = 'encoded' in batch ? batch.encoded : model.encodeFrozen(batch.images);
    let outputs: StepOutput | undefined;
    const { grads } = tf.variableGrads(
      () => {
        const pass = { training: true, random, ...(logOf && { log: logOf('model') }) };
        const { logits, auxiliary, minimized, ...values } = trainingLoss({
          model,
          loss,
          encoded,
          target: batch.target,
          pass,
          logOf,
        });
        outputs = { ...values, ...(auxiliary && { auxiliaryLoss: auxiliary }), ...predict(logits, { scores }) };
        for (const tensor of tensorsOf(outputs)) tf.keep(tensor);
        return minimized;
      },
      parameters.map(([, parameter]) => parameter),
    );
    const gradients = parameters.flatMap(([name, parameter]): [string, tf.Tensor][] => {
      const gradient = grads[parameter.name];
      return gradient ? [[name, gradient]] : [];
    });
    const told = update(new Map(gradients), new Map(parameters), input);
    return { ...outputs!, ...(told && { update: told }) };
  });
}

/** The tensors that a forward pass gives. */
function tensorsOf({ losses, update: _, ...others }: StepOutput): tf.Tensor[] {
  return [...Object.values<tf.Tensor>(others), ...losses];
}

/** Changes the weights, if all gradients of the step are there. */
function update(batch: NamedTensors, weights: NamedTensors, input: StepInput): StepUpdate | undefined {
  const { optimizer, learningRate, clip, average, accumulation, squares = false, gradients: given = false } = input;
  accumulation?.sum.add(batch, accumulation.share);
  if (accumulation && !accumulation.isLast) return undefined;
  const gradients = accumulation?.sum.take() ?? batch;
  const gradientSquares = squares ? sumsOfSquares(gradients) : undefined;
  optimizer.step(clipGradients(gradients, clip, gradientSquares), learningRate, input.logOf?.('optimizer'));
  average?.update(optimizer.stepCount);
  if (!squares && !given) return undefined;
  return {
    gradientSquares: gradientSquares ?? [],
    weightSquares: squares ? sumsOfSquares(weights) : [],
    gradients: given ? [...gradients] : [],
  };
}
