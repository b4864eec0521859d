import type * as tfCore from '@tensorflow/tfjs-core';
import type { Experiment } from '../../schemas/index.ts';
import type { DownloadOptions } from '../data/download/download-file.ts';
import type { Dataset } from '../data/sample.ts';
import * as nn from '../nn/index.ts';
import { createRandom } from '../core/random.ts';
import type { Augmentation, Loss, Metric, Registry, SegmentationModel } from '../registry/index.ts';
import { checkMetricNames } from '../tasks/semantic/check-metric-names.ts';
import { checkImageSize } from './preflight.ts';

export interface BuildInput {
  readonly experiment: Experiment;
  readonly registry: Registry;
  readonly tf: typeof tfCore;
  readonly workingDirectory: string;
  /** Given where the dataset may be downloaded. */
  readonly download?: DownloadOptions;
}

/** An experiment's parts, ready to train or to be given a checkpoint. Owns the model's tensors. */
export interface BuiltExperiment {
  readonly dataset: Dataset;
  readonly augmentations: readonly Augmentation[];
  readonly model: SegmentationModel;
  /** Before freezing: what the model would train if nothing were frozen. */
  readonly parameters: { readonly total: number; readonly trainable: number };
  readonly loss: Loss;
  readonly metrics: readonly Metric[];
  dispose(): Promise<void>;
}

/**
 * Builds everything that doesn't depend on how many samples there are.
 * @throws TesseraError for files that are missing, weights that don't fit, sizes that the model can't take.
 */
export async function buildExperiment({
  experiment,
  registry,
  tf,
  workingDirectory,
  download,
}: BuildInput): Promise<BuiltExperiment> {
  const { seed } = experiment;
  const base = { seed, workingDirectory };
  const dataset = await registry.build('dataset', experiment.dataset, { ...base, ...(download && { download }) });
  const { classes } = dataset;
  const random = createRandom(seed, 'initial weights');
  const model = await registry.build('model', experiment.model, { ...base, tf, nn, random, classes });
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
      experiment.augmentations.map((item) => registry.build('augmentation', item, base)),
    ),
    loss: await registry.build('loss', experiment.loss, { ...base, tf, classes }),
    metrics,
    async dispose() {
      model.dispose();
      await dataset.storage.close();
    },
  };
}
