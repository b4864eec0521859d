import type * as tfCore from '@tensorflow/tfjs-core';
import type { Experiment } from '../../schemas/index.ts';
import type { Cleanup } from '../core/with-cleanup.ts';
import type { DownloadOptions } from '../data/download/download-file.ts';
import type { Dataset } from '../data/dataset.ts';
import * as nn from '../nn/index.ts';
import {
  baseContext,
  type Augmentation,
  type Loss,
  type Metric,
  type Registry,
  type SegmentationModel,
} from '../registry/index.ts';
import { checkMetricNames } from '../tasks/semantic/check-metric-names.ts';
import { buildModel } from './build-model.ts';
import { checkImageSize } from './preflight.ts';

export interface BuildInput {
  readonly experiment: Experiment;
  readonly registry: Registry;
  readonly tf: typeof tfCore;
  readonly workingDirectory: string;
  /** Present if the dataset may be downloaded. */
  readonly download?: DownloadOptions;
}

/** An experiment's parts, ready to train or to load a checkpoint. */
export interface BuiltExperiment {
  readonly dataset: Dataset;
  readonly augmentations: readonly Augmentation[];
  readonly model: SegmentationModel;
  /** Numbers of parameters: `trainable` are those that would train if nothing were frozen. */
  readonly parameters: { readonly total: number; readonly trainable: number };
  readonly loss: Loss;
  readonly metrics: readonly Metric[];
}

/**
 * Builds everything that doesn't depend on how many samples there are. The dataset's storage and the model are closed
 * by `cleanup`.
 * @throws TesseraError for files that are missing, weights that don't fit, sizes that the model can't take.
 */
export async function buildExperiment(
  { experiment, registry, tf, workingDirectory, download }: BuildInput,
  cleanup: Cleanup,
): Promise<BuiltExperiment> {
  const base = baseContext(experiment, workingDirectory);
  const dataset = await registry.build(
    'dataset',
    experiment.dataset,
    baseContext(experiment, workingDirectory, download),
  );
  cleanup.always(() => dataset.storage.close());
  const { classes } = dataset;
  const model = await buildModel({ experiment, registry, tf, workingDirectory, classes });
  cleanup.always(() => model.dispose());
  const metrics = await Promise.all(
    experiment.metrics.map((item) => registry.build('metric', item, { ...base, classes })),
  );
  checkMetricNames(metrics);
  checkImageSize(dataset.imageSize, model, experiment.model.type, 'dataset.image_size');

  return {
    dataset,
    model,
    parameters: {
      total: nn.countParameters(model),
      trainable: nn.countParameters(model, { trainableOnly: true }),
    },
    augmentations: await Promise.all(
      experiment.augmentations.map((item) => registry.build('augmentation', item, { ...base, classes })),
    ),
    loss: await registry.build('loss', experiment.loss, { ...base, tf, classes }),
    metrics,
  };
}
