import type { Cleanup } from '../core/with-cleanup.ts';
import type { DownloadOptions } from '../core/download/download-file.ts';
import type { PreparedSplits } from '../data/prepare/prepare-splits.ts';
import type { SkippedSample } from '../data/prepare/prepared-source.ts';
import type { FileCounts } from '../data/files/account-files.ts';
import { reportData } from '../data/prepare/report-data.ts';
import { startEngine, type Engine } from '../engine/index.ts';
import { buildScheduler } from './build-scheduler.ts';
import { buildDataset, buildExperiment, type BuiltExperiment } from './build.ts';
import { balanceLosses } from './build-losses.ts';
import type { RunInputs } from '../runs/inputs.ts';
import { readCode, type CodeState } from '../runs/provenance.ts';
import { inputsOf } from './inputs.ts';
import { readInitialWeights } from './initial-weights.ts';
import { createLoading, type Loading } from './loading.ts';
import { overfitSplits } from './overfit-batches.ts';
import { checkImageSize, checkLastBatch, checkSmallestBatch } from './preflight.ts';
import { waitingTo, type RunContext } from './run-context.ts';
import { countStepsPerEpoch, createSchedule, trainedSamples } from './schedule.ts';
import { countMultiplyAdds } from './step-size.ts';
import { checkOneSize, trainingSize } from './training-size.ts';
import { watchedMetrics } from './validation-history.ts';
import { decidingMetric } from '../tasks/semantic/deciding-metric.ts';

/** The parts of a run, built and checked. */
export interface RunParts {
  /** The code that this process runs. */
  readonly codeState: CodeState;
  /** When this process began to build them: the start of the attempt (ISO 8601). */
  readonly startedAt: string;
  readonly engine: Engine;
  readonly built: BuiltExperiment;
  readonly loading: Loading;
  readonly splits: PreparedSplits;
  readonly inputs: RunInputs;
  /** Pixels of each class in the training split, as training gets them before augmentation. */
  readonly classPixels: readonly number[];
  /** What became of the dataset's files; absent if it has none. */
  readonly fileCounts?: FileCounts | undefined;
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
  const { experiment, registry, workingDirectory, observer, signal, yaml, plugins } = context;
  const startedAt = new Date().toISOString();
  const waiting = waitingTo(context, 'which prepares the same data');
  const download: DownloadOptions = { ...waiting, signal, onProgress: (progress) => observer.downloading(progress) };
  const opening = openEngineAndData(context, download, cleanup);
  const reading = readCode(workingDirectory, context.files);
  // It is awaited at the end, unless another error comes first.
  reading.catch(() => undefined);
  const { engine, dataset, loading } = await opening;
  const onWeights = (line: string) => observer.loadedWeights?.(line);
  const built = await buildExperiment(
    { experiment, registry, dataset, tf: engine.tf, workingDirectory, download, onWeights },
    cleanup,
  );
  decidingMetric(built, experiment.train.best);

  const { model } = built;
  const { init_from: from, overfit_batches: overfit, batch_size: batchSize } = experiment.train;
  if (from !== undefined) {
    const initial = await readInitialWeights({ model, classes: dataset.classes, from, workingDirectory });
    initial.assign();
    observer.initialized?.(initial.summary);
  }
  const listed = createSchedule(experiment.train, countStepsPerEpoch(dataset.splits.train.length, experiment.train));
  watchedMetrics(built, experiment.train, await buildScheduler(context, listed));
  const size = trainingSize(dataset, built.augmentations, experiment.seed);
  if (size) {
    checkImageSize(size, model, experiment.model.type, 'augmentations');
    checkLastBatch(model, size, trainedSamples(dataset.splits.train.length, experiment.train), experiment.train);
  }
  const onProgress = (done: number, total: number) => {
    signal.throwIfAborted();
    observer.hashed?.(done, total);
  };
  const now = await inputsOf({ experiment, registry, workingDirectory, dataset, yaml, onProgress });
  const inputs = { ...now, plugins };
  await checkInputs(inputs);
  const prepared = await loading.prepare({
    multiple: model.inputMultiple,
    waiting,
    onProgress({ done, total }) {
      signal.throwIfAborted();
      observer.prepared(done, total);
    },
  });
  const report = await reportData(dataset, prepared);
  observer.surveyed?.(report);
  checkOneSize(prepared.train.survey?.(), dataset, built.augmentations, experiment.seed);
  const splits = overfit === undefined ? prepared : await overfitSplits(prepared, overfit * batchSize);
  await checkSmallestBatch(built, splits.train, experiment);
  const classPixels = trainedPixels(splits, dataset.classes.length);
  const balanced = { ...built, ...balanceLosses(built, classPixels) };
  const { fileCounts } = report;
  const codeState = await reading;
  return { startedAt, codeState, engine, built: balanced, loading, splits, inputs, classPixels, fileCounts };
}

/**
 * Starts the engine, and the threads of the data meanwhile: both load libraries for some tenths of a second.
 * @throws the engine's error if both fail; a download then ends
 */
async function openEngineAndData(
  context: RunContext,
  download: DownloadOptions,
  cleanup: Cleanup,
): Promise<Pick<RunParts, 'engine' | 'loading'> & Pick<BuiltExperiment, 'dataset'>> {
  const { experiment, code, workingDirectory, observer } = context;
  const noEngine = new AbortController();
  const signal = AbortSignal.any([download.signal, noEngine.signal]);
  const openData = async () => {
    const dataset = await buildDataset({ ...context, download: { ...download, signal } }, cleanup);
    const onSkip = (sample: SkippedSample) => observer.skipped(sample);
    const loading = createLoading({ experiment, dataset, code, workingDirectory, onSkip });
    cleanup.always(() => loading.close());
    loading.start();
    return { dataset, loading };
  };
  const opening = openData();
  const starting = startEngine(experiment.engine, () => countMultiplyAdds(context)).catch((error: unknown) => {
    noEngine.abort(error);
    throw error;
  });
  // Both have ended when one's error is told, so that all is closed.
  await Promise.allSettled([starting, opening]);
  return { engine: await starting, ...(await opening) };
}

function trainedPixels({ train }: PreparedSplits, classes: number): number[] {
  const counts = new Map(train.survey?.()?.labels);
  return Array.from({ length: classes }, (_, label) => counts.get(label) ?? 0);
}
