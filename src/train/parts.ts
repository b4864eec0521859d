import type { Cleanup } from '../core/with-cleanup.ts';
import type { DownloadOptions } from '../data/download/download-file.ts';
import type { PreparedSplits } from '../data/prepare/prepare-splits.ts';
import { reportData } from '../data/prepare/report-data.ts';
import { startEngine, type Engine } from '../engine/index.ts';
import { buildExperiment, type BuiltExperiment } from './build.ts';
import type { RunInputs } from '../runs/inputs.ts';
import { inputsOf } from './inputs.ts';
import { createLoading, type Loading } from './loading.ts';
import { augmentedSize, checkImageSize, checkLastBatch, checkSmallestBatch } from './preflight.ts';
import { waitingTo, type RunContext } from './run-context.ts';
import { decidingMetric } from './validation.ts';

/** The parts of a run, built and checked. */
export interface RunParts {
  readonly engine: Engine;
  readonly built: BuiltExperiment;
  readonly loading: Loading;
  readonly splits: PreparedSplits;
  readonly inputs: RunInputs;
}

/**
 * Builds everything that needs no run folder, and reads every sample once. Writes nothing to the run's folder.
 * @param checkInputs called as soon as it is known what the run is trained with; if it throws, nothing is prepared
 * @throws TesseraError with all problems of the stage that failed; the signal's reason if it is aborted
 */
export async function openParts(
  context: RunContext,
  cleanup: Cleanup,
  checkInputs: (inputs: RunInputs) => Promise<void> = async () => undefined,
): Promise<RunParts> {
  const { experiment, registry, workingDirectory, observer, signal, yaml, plugins, code } = context;
  const engine = await startEngine(experiment.engine);
  const waiting = waitingTo(context, 'which prepares the same data');
  const download: DownloadOptions = { ...waiting, signal, onProgress: (progress) => observer.downloading(progress) };
  const built = await buildExperiment({ experiment, registry, tf: engine.tf, workingDirectory, download }, cleanup);
  decidingMetric(built.metrics, experiment.train.best);

  const { dataset } = built;
  const size = augmentedSize(dataset.imageSize, built.augmentations, experiment.seed);
  checkImageSize(size, built.model, experiment.model.type, 'augmentations');
  checkLastBatch(built.model, size, dataset.splits.train.length, experiment.train);
  const onProgress = (done: number, total: number) => {
    signal.throwIfAborted();
    observer.hashed?.(done, total);
  };
  const now = await inputsOf({ experiment, registry, workingDirectory, dataset, yaml, onProgress });
  const inputs = { ...now, plugins };
  await checkInputs(inputs);
  const loading = createLoading({
    experiment,
    dataset,
    code,
    workingDirectory,
    onSkip: (sample) => observer.skipped(sample),
  });
  cleanup.always(() => loading.close());
  const splits = await loading.prepare({
    waiting,
    onProgress({ done, total }) {
      signal.throwIfAborted();
      observer.prepared(done, total);
    },
  });
  observer.surveyed?.(await reportData(dataset, splits));
  await checkSmallestBatch(built, splits.train, experiment);
  return { engine, built, loading, splits, inputs };
}
