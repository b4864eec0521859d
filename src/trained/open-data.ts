import type { Cleanup } from '../core/with-cleanup.ts';
import type { Dataset } from '../data/dataset.ts';
import type { SkippedSample } from '../data/prepare/prepared-source.ts';
import { createLoading, type Loading } from '../train/loading.ts';
import type { Trained } from './trained.ts';
import { baseContext } from '../registry/index.ts';

export interface TrainedData {
  readonly dataset: Dataset;
  readonly loading: Loading;
}

/**
 * Opens the data that a run was trained and tested on, or other data, on which nothing is trained: it may lack any
 * class.
 * @throws TesseraError as the dataset does
 */
export async function openData(
  { loaded: { experiment, registry, plugins }, workingDirectory }: Pick<Trained, 'loaded' | 'workingDirectory'>,
  onSkip: (sample: SkippedSample) => void,
  cleanup: Cleanup,
  isOtherData = false,
): Promise<TrainedData> {
  const built = await registry.build('dataset', experiment.dataset, baseContext(experiment, workingDirectory));
  const classes = isOtherData ? built.classes.map((one) => ({ ...one, allowEmpty: true })) : built.classes;
  const dataset = { ...built, classes };
  cleanup.always(() => dataset.storage.close());
  const loading = createLoading({ experiment, dataset, code: plugins, workingDirectory, onSkip });
  cleanup.always(() => loading.close());
  return { dataset, loading };
}
