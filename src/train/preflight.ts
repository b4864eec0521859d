import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../schemas/index.ts';
import { createLoader } from '../data/loader/loader.ts';
import type { ImageSize, SampleSource } from '../data/sample.ts';
import { TesseraError } from '../core/errors/index.ts';
import { createRandom } from '../core/random.ts';
import { sizeProblem } from '../tasks/semantic/size-problem.ts';
import type { Augmentation, SegmentationModel } from '../registry/index.ts';
import { smallestBatch } from './schedule.ts';
import { toTensors } from './tensors.ts';

/**
 * @throws TesseraError `bad-size` if the model can't take images of this size. `path` is the key that sets the size.
 */
export function checkImageSize(
  size: ImageSize,
  model: Pick<SegmentationModel, 'inputMultiple'>,
  type: string,
  path: string,
): void {
  const problem = sizeProblem(size, model.inputMultiple, type, path);
  if (problem) throw new TesseraError(problem);
}

/**
 * Tries the smallest batch before any sample is read: batch norm can't train on a single value, which a last batch of
 * one sample may leave.
 * @throws TesseraError `bad-value` at `train.batch_size`
 */
export function checkLastBatch(
  model: SegmentationModel,
  { height, width }: ImageSize,
  samples: number,
  train: Experiment['train'],
): void {
  if (smallestBatch(samples, train) === 1)
    locateAtBatchSize(samples, train, () => tryForward(model, tf.zeros([1, height, width, 3])));
}

/**
 * Tries what would otherwise fail only in the middle of an epoch: the size after augmentation, and the smallest batch
 * of the samples that could be read.
 * @throws TesseraError `bad-size`, `bad-value`
 */
export async function checkSmallestBatch(
  built: { readonly model: SegmentationModel; readonly augmentations: readonly Augmentation[] },
  samples: SampleSource,
  { model, seed, train }: Experiment,
): Promise<void> {
  const batchSize = smallestBatch(samples.length, train);
  const loader = createLoader(samples, {
    batchSize,
    shuffle: false,
    dropLast: true,
    seed,
    augmentations: built.augmentations,
    prefetch: 0,
  });
  for await (const batch of loader.epoch(0)) {
    checkImageSize(batch, built.model, model.type, 'augmentations');
    if (batchSize > 1) return;
    const { images, target } = toTensors(batch, built.model.normalization);
    target.dispose();
    locateAtBatchSize(samples.length, train, () => tryForward(built.model, images));
    return;
  }
}

/** Says of an error which batch it comes from, and the key that sets it. */
function locateAtBatchSize(samples: number, { batch_size: size }: Experiment['train'], work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    const batch = size === 1 ? 'a batch' : `the last batch of an epoch (${samples} samples, ${size} per batch)`;
    throw new TesseraError(
      error.problems.map((problem) => ({
        path: 'train.batch_size',
        ...problem,
        message: `${batch} has one sample: ${problem.message}`,
      })),
      { cause: error },
    );
  }
}

/** Runs one pass in training mode, then restores the running statistics. Takes ownership of the images. */
function tryForward(model: SegmentationModel, images: tf.Tensor4D): void {
  const buffers = model.namedBuffers().map(([, buffer]) => ({ buffer, before: buffer.clone() }));
  try {
    tf.tidy(() => {
      const encoded = model.encodeFrozen(images);
      const pass = { training: true, random: createRandom('preflight') };
      if (model.forwardInTraining) model.forwardInTraining(encoded, pass);
      else model.forward(encoded, pass);
    });
  } finally {
    for (const { buffer, before } of buffers) {
      buffer.assign(before);
      before.dispose();
    }
    images.dispose();
  }
}
