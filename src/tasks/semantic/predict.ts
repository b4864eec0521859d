import * as tf from '@tensorflow/tfjs-core';
import type { Metric } from '../../registry/index.ts';
import { scoresOnLattice } from './pixel-lattice.ts';

/** The prediction for a batch, on the backend. */
export interface Prediction {
  /** int32 [N, H, W]: the class with the largest logit; of equal ones, the first. */
  readonly prediction: tf.Tensor3D;
  /** Probabilities [N, H, W, classes], if they were asked for. */
  readonly scores?: tf.Tensor4D;
  /** The logits themselves, if they were asked for. */
  readonly logits?: tf.Tensor4D;
  /** Probabilities at a lattice of pixels (`scoresOnLattice`), if they were asked for. */
  readonly latticeScores?: tf.Tensor4D;
}

export interface PredictOptions {
  readonly scores: boolean;
  readonly logits?: boolean;
  /** The most pixels of an image whose scores are wanted. */
  readonly latticeScores?: number | undefined;
}

/** Predicts from `logits` [N, H, W, classes]. The caller owns the result. */
export function predict(logits: tf.Tensor4D, wanted: PredictOptions): Prediction {
  return {
    prediction: tf.argMax<tf.Tensor3D>(logits, -1),
    ...(wanted.scores && { scores: tf.softmax(logits) }),
    ...(wanted.logits && { logits }),
    ...(wanted.latticeScores && { latticeScores: scoresOnLattice(logits, wanted.latticeScores) }),
  };
}

/** Whether a metric needs scores. They are as large as the logits, so they are computed only then. */
export function needsScores(metrics: readonly Metric[]): boolean {
  return metrics.some(({ needs }) => needs === 'scores');
}

/** A prediction that was read into memory, with the batch's loss. */
export interface BatchOutputs {
  /** Mean over the batch's pixels. */
  readonly loss: number;
  /** The parts of the loss, then losses that are evaluated beside it. */
  readonly losses?: readonly number[];
  /** The loss of each image alone, if it was asked for. */
  readonly photoLosses?: readonly number[];
  /** [N, H, W] */
  readonly labels: Int32Array;
  /** [N, H, W, classes] */
  readonly scores?: Float32Array;
  /** [N, H, W, classes] */
  readonly logits?: Float32Array;
  /** [N, rows, columns, classes] */
  readonly latticeScores?: Float32Array;
}

/** Reads them from the backend and frees them. */
export async function readOutputs(
  outputs: Prediction & {
    readonly loss: tf.Scalar;
    readonly losses?: readonly tf.Scalar[];
    readonly photoLosses?: tf.Tensor1D;
  },
): Promise<BatchOutputs> {
  const { losses = [] } = outputs;
  const [[loss], labels, scores, logits, latticeScores, values, photoLosses] = await Promise.all([
    outputs.loss.data<'float32'>(),
    outputs.prediction.data<'int32'>(),
    outputs.scores?.data<'float32'>(),
    outputs.logits?.data<'float32'>(),
    outputs.latticeScores?.data<'float32'>(),
    Promise.all(losses.map((value) => value.data<'float32'>())),
    outputs.photoLosses?.data<'float32'>(),
  ]);
  const optional = [outputs.scores, outputs.logits, outputs.latticeScores, outputs.photoLosses].filter(
    (tensor) => tensor !== undefined,
  );
  tf.dispose([outputs.loss, outputs.prediction, ...losses, ...optional]);
  return {
    loss: loss!,
    labels,
    ...(scores && { scores }),
    ...(logits && { logits }),
    ...(latticeScores && { latticeScores }),
    ...(losses.length > 0 && { losses: values.map(([value]) => value!) }),
    ...(photoLosses && { photoLosses: [...photoLosses] }),
  };
}
