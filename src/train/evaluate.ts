import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../data/loader/batch.ts';
import type { EvaluationLoader } from '../data/loader/evaluation-loader.ts';
import { createRandom } from '../core/random.ts';
import type { LogOf, Loss, Metric, NamedLoss, SegmentationModel } from '../registry/index.ts';
import type { LabelMap } from '../tasks/semantic/mask.ts';
import { relabelBatch, scoredPhoto, type LabelTable, type ScoredPhoto } from '../tasks/semantic/scored-photo.ts';
import { needsScores, predict, readOutputs } from '../tasks/semantic/predict.ts';
import { startScoring, type Score, type ScoredImage } from '../tasks/semantic/scoring.ts';
import { labelsOnLattice } from '../tasks/semantic/pixel-lattice.ts';
import type { PrecisionRecall } from '../tasks/semantic/precision-recall.ts';
import { valuesOfLoss } from '../tasks/semantic/sum-losses.ts';
import { scoredImages } from './at-photo-size.ts';
import { startComponentLogs, type ComponentValues } from './component-logs.ts';
import type { FeatureBatch, FeatureCache } from './feature-cache.ts';
import { imagesOf, targetOf } from './tensors.ts';

export interface Evaluation extends Score {
  /** Predicted label maps of the samples asked for, by index in the split. */
  readonly predictions: ReadonlyMap<number, LabelMap>;
  /** What model, losses and metrics logged of their own. */
  readonly logged: ComponentValues;
}

/** Where features of a split's samples are kept. */
export interface KeptFeatures extends Pick<FeatureBatch, 'split'> {
  readonly cache: FeatureCache;
}

export interface EvaluateInput {
  readonly model: SegmentationModel;
  readonly loss: Loss;
  /** Losses that are evaluated beside it. */
  readonly losses?: readonly NamedLoss[];
  readonly metrics: readonly Metric[];
  readonly classes: number;
  readonly loader: EvaluationLoader;
  /** Samples whose predictions are kept. */
  readonly keep?: ReadonlySet<number>;
  readonly onBatch?: (done: number) => void;
  /** Told of each photo, in the split's order. */
  readonly onPhoto?: ((photo: ScoredPhoto) => void) | undefined;
  /**
   * Whether it is told the loss of each photo alone, which is NaN otherwise; by default it is. It makes another graph
   * of the evaluation, which takes longer to compile than a small split to evaluate.
   */
  readonly photoLosses?: boolean | undefined;
  /** What the labels of masks become before they are scored, where the data's classes are not those of the model. */
  readonly labels?: LabelTable | undefined;
  /** Whether to count the confusion matrix of all images together. */
  readonly confusion?: boolean | undefined;
  /** Counts for the precision-recall curves of the classes, at a lattice of pixels of each input. */
  readonly precisionRecall?: PrecisionRecall | undefined;
  /** Features of a frozen encoder that earlier evaluations of the same samples have left. */
  readonly features?: KeptFeatures | undefined;
  /** Ends the evaluation between two batches. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Evaluates the whole split in inference mode. Leaves no tensors behind; memory doesn't grow with the number of images.
 * @throws the signal's reason if it is aborted
 */
export async function evaluate(input: EvaluateInput): Promise<Evaluation> {
  const { unit } = input.loader;
  const scoring = startScoring({ ...input, unit });
  const scores = needsScores(input.metrics);
  const predictions = new Map<number, LabelMap>();
  const logs = startComponentLogs({ images: true });
  for await (const batch of input.loader.epoch(0)) {
    if (input.labels) relabelBatch(batch, input.labels);
    const images = () => imagesOf(batch, input.model.normalization);
    const features = await input.features?.cache.encode({ ...input.features, indices: batch.indices }, images);
    const outputs = await readOutputs(forward(batch, features, input, logs.of));
    await logs.take(batch.size);
    if (features) tf.dispose([...features]);
    if (input.precisionRecall) {
      const labels = labelsOnLattice(batch.masks, batch, input.precisionRecall.pixelsOfImage);
      input.precisionRecall.add(outputs.latticeScores!, labels);
    }
    const told = () => toldOf(batch, outputs, { ...input, scores: scores && unit !== undefined });
    if (unit === undefined) {
      scoring.add(batch, outputs);
      if (input.onPhoto) for (const _ of told());
    } else scoring.addEach(batch, outputs, told());

    const pixels = batch.height * batch.width;
    for (const [position, index] of batch.indices.entries()) {
      if (!input.keep?.has(index)) continue;
      predictions.set(index, Uint8Array.from(outputs.labels.subarray(position * pixels, (position + 1) * pixels)));
    }
    input.onBatch?.(scoring.images);
    // Synchronous backends never give the event loop a turn, which signals and heartbeats need.
    await nextTurn();
    input.signal?.throwIfAborted();
  }
  const score = scoring.score(logs.of);
  await logs.take(1);
  return { ...score, predictions, logged: logs.values() };
}

/** The images of a batch as they are scored; `onPhoto` is told of each on the way, so that each is made once. */
function* toldOf(
  batch: Batch,
  outputs: Awaited<ReturnType<typeof readOutputs>> & { readonly photoLosses?: readonly number[] },
  { onPhoto, classes, scores }: Pick<EvaluateInput, 'onPhoto' | 'classes'> & { readonly scores: boolean },
): Generator<ScoredImage> {
  let position = 0;
  for (const image of scoredImages(batch, outputs, { classes, scores })) {
    const photo = onPhoto && scoredPhoto(batch, position, image, outputs.photoLosses?.[position] ?? NaN, classes);
    if (photo) onPhoto(photo);
    yield { ...image, ...(photo && { confusion: photo.confusion }) };
    position++;
  }
}

const noRandom = createRandom('inference');

/** @param features of a frozen encoder, if they are known */
function forward(
  batch: Batch,
  features: readonly tf.Tensor4D[] | undefined,
  { model, loss, losses = [], metrics, onPhoto, photoLosses = onPhoto !== undefined, precisionRecall }: EvaluateInput,
  logOf: LogOf,
) {
  return tf.tidy(() => {
    const target = targetOf(batch);
    const encoded = features ?? model.encodeFrozen(imagesOf(batch, model.normalization));
    const logits = model.forward(encoded, { training: false, random: noRandom, log: logOf('model') });
    const values = valuesOfLoss(loss, logits, target, logOf);
    const beside = losses.map((other) => other.loss(logits, target, logOf(other.name)));
    const atPhotoSize = batch.originals !== undefined;
    const prediction = predict(logits, {
      scores: !atPhotoSize && needsScores(metrics),
      logits: atPhotoSize,
      latticeScores: precisionRecall?.pixelsOfImage,
    });
    const ofPhotos = photoLosses && { photoLosses: lossPerPhoto(loss, logits, target) };
    return { loss: values.loss, losses: [...values.parts, ...beside], ...prediction, ...ofPhotos };
  });
}

/** [N]: the loss of each image as a batch of one. */
function lossPerPhoto(loss: Loss, logits: tf.Tensor4D, target: tf.Tensor3D): tf.Tensor1D {
  const size = logits.shape[0];
  const alone = Array.from({ length: size }, (_, index) =>
    loss(tf.slice(logits, [index, 0, 0, 0], [1, -1, -1, -1]), tf.slice(target, [index, 0, 0], [1, -1, -1])),
  );
  return tf.stack(alone) as tf.Tensor1D;
}
