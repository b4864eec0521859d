import type * as tfCore from '@tensorflow/tfjs-core';
import type { Experiment } from '../../schemas/index.ts';
import type { Cleanup } from '../core/with-cleanup.ts';
import type { DownloadOptions } from '../core/download/download-file.ts';
import type { Dataset } from '../data/dataset.ts';
import * as nn from '../nn/index.ts';
import { baseContext, type Augmentation, type Registry, type SegmentationModel } from '../registry/index.ts';
import { buildLosses, type BuiltLosses } from './build-losses.ts';
import { buildMetrics, type BuiltMetrics } from './build-metrics.ts';
import { buildModel } from './build-model.ts';
import { freezeParts, type FrozenParts } from './freezing.ts';
import { checkImageSize } from './preflight.ts';
import { checkBatchMetrics } from './batch-metrics.ts';
import { smokeDataset } from './smoke.ts';
import { isResized } from './training-size.ts';

export interface DatasetInput {
  readonly experiment: Experiment;
  readonly registry: Registry;
  readonly workingDirectory: string;
  /** Whether only a few samples of each split are used. */
  readonly smoke?: boolean | undefined;
  /** Present if dataset and weights may be downloaded. */
  readonly download?: DownloadOptions;
}

export interface BuildInput extends Omit<DatasetInput, 'smoke'> {
  readonly dataset: Dataset;
  readonly tf: typeof tfCore;
  /** Told in one line what became of the tensors of a weight file. */
  readonly onWeights?: (line: string) => void;
}

/** An experiment's parts, ready to train or to load a checkpoint. */
export interface BuiltExperiment extends BuiltLosses, BuiltMetrics {
  readonly dataset: Dataset;
  readonly augmentations: readonly Augmentation[];
  readonly model: SegmentationModel;
  /** What `train.freeze` freezes. */
  readonly frozen: FrozenParts;
  /** Numbers of parameters: `trainable` are those that train at some step. */
  readonly parameters: { readonly total: number; readonly trainable: number };
}

/** Builds the dataset. Its storage is closed by `cleanup`. @throws TesseraError for files that are missing */
export async function buildDataset(
  { experiment, registry, workingDirectory, smoke, download }: DatasetInput,
  cleanup: Cleanup,
): Promise<Dataset> {
  const context = baseContext(experiment, workingDirectory, download);
  const dataset = await registry.build('dataset', experiment.dataset, context);
  cleanup.always(() => dataset.storage.close());
  return smoke ? smokeDataset(dataset, experiment.train) : dataset;
}

/**
 * Builds everything for a dataset that doesn't depend on how many samples there are. The model is closed by `cleanup`.
 * @throws TesseraError for weights that are missing or don't fit, and sizes that the model can't take
 */
export async function buildExperiment(
  { experiment, registry, dataset, tf, workingDirectory, download, onWeights }: BuildInput,
  cleanup: Cleanup,
): Promise<BuiltExperiment> {
  const base = baseContext(experiment, workingDirectory);
  const { classes } = dataset;
  const model = await buildModel({ experiment, registry, tf, workingDirectory, classes, download, onWeights });
  cleanup.always(() => model.dispose());
  const frozen = freezeParts(model, experiment.train);
  const metrics = await buildMetrics(experiment, registry, { ...base, classes });
  checkBatchMetrics(dataset, metrics.reported);
  if (isResized(dataset)) checkImageSize(dataset.imageSize, model, experiment.model.type, 'dataset.image_size');

  return {
    dataset,
    model,
    frozen,
    parameters: {
      total: nn.countParameters(model),
      trainable: frozen.trained.reduce((sum, [, { size }]) => sum + size, 0),
    },
    augmentations: await Promise.all(
      augmentationsOf(experiment).map((item) => registry.build('augmentation', item, { ...base, classes })),
    ),
    ...(await buildLosses({ experiment, registry, context: { ...base, tf, classes } })),
    ...metrics,
  };
}

/** Batches that are to be learnt by heart are always the same. */
export function augmentationsOf({ augmentations, train }: Experiment): Experiment['augmentations'] {
  return train.overfit_batches === undefined ? augmentations : [];
}
