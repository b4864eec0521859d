import * as tf from '@tensorflow/tfjs-core';
import type { Experiment } from '../../schemas/index.ts';
import { createLoader } from '../data/loader/loader.ts';
import type { ImageSize, SampleSource } from '../data/sample.ts';
import { TesseraError } from '../core/errors/index.ts';
import { createRandom } from '../core/random.ts';
import type { SegmentationModel } from '../registry/index.ts';
import type { BuiltExperiment } from './build.ts';
import { toTensors, type BatchTensors } from './tensors.ts';

/**
 * @throws TesseraError `bad-size` if the model can't take images of this size. `path` is the key that sets the size.
 */
export function checkImageSize(
  { height, width }: ImageSize,
  model: SegmentationModel,
  type: string,
  path: string,
): void {
  const multiple = model.inputMultiple;
  if (height % multiple === 0 && width % multiple === 0) return;
  const nearestFit = (size: number) => Math.max(1, Math.round(size / multiple)) * multiple;
  throw new TesseraError({
    code: 'bad-size',
    path,
    message: `${type} takes images whose height and width are multiples of ${multiple}, got ${height} x ${width}`,
    hints: [`the nearest that fits is ${nearestFit(height)}${height === width ? '' : ` x ${nearestFit(width)}`}`],
  });
}

/**
 * Tries what would otherwise fail only in the middle of an epoch: the size after augmentation, and the smallest batch,
 * since batch norm can't train on a single value.
 * @throws TesseraError `bad-size`, `bad-value`
 */
export async function checkSmallestBatch(
  built: BuiltExperiment,
  samples: SampleSource,
  { model, seed, train }: Experiment,
): Promise<void> {
  const rest = samples.length % train.batch_size;
  const batchSize = train.drop_last || rest === 0 ? Math.min(train.batch_size, samples.length) : rest;
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
    if (batchSize === 1) tryForward(built.model, toTensors(batch, built.model.normalization));
    return;
  }
}

/** Runs one pass in training mode, then restores the running statistics. Takes ownership of the batch. */
function tryForward(model: SegmentationModel, { images, target }: BatchTensors): void {
  const buffers = model.namedBuffers().map(([, buffer]) => ({ buffer, before: buffer.clone() }));
  try {
    tf.tidy(
      () => void model.forward(model.encodeFrozen(images), { training: true, random: createRandom('preflight') }),
    );
  } finally {
    for (const { buffer, before } of buffers) {
      buffer.assign(before);
      before.dispose();
    }
    tf.dispose([images, target]);
  }
}
