import type { Experiment } from '../../schemas/index.ts';
import type { LoadedPlugin } from '../config/index.ts';
import { availableProcessors } from '../core/processors.ts';
import { limitSeconds } from '../core/watchdog.ts';
import { createEvaluationLoader, type EvaluationLoader } from '../data/loader/evaluation-loader.ts';
import { createLoader, type Loader, type LoaderOptions } from '../data/loader/loader.ts';
import { prepareSplits, type PreparedSplits, type PrepareOptions } from '../data/prepare/prepare-splits.ts';
import { splitNames, type Dataset, type SplitName } from '../data/dataset.ts';
import { placingOf } from '../data/resize/placing.ts';
import type { PreparedSource, SkippedSample } from '../data/prepare/prepared-source.ts';
import { createSampleWorkers } from '../data/loader/workers/pool.ts';
import { workerProgram } from '../data/loader/workers/program.ts';
import type { DataSetup } from '../workers/samples.ts';
import { copyForThreads, type ThreadCode } from './thread-code.ts';

/** For fewer samples than this, threads would take longer to start than they save. */
const WORTH_THREADS = 64;
const MOST_THREADS = 8;

/** How an experiment's samples get to the model. */
export interface Loading {
  prepare(
    options?: Pick<PrepareOptions, 'splits' | 'evaluated' | 'multiple' | 'onProgress' | 'waiting'>,
  ): Promise<PreparedSplits>;
  loader(
    source: PreparedSource,
    options: Pick<LoaderOptions, 'batchSize' | 'shuffle' | 'dropLast' | 'augmentations'>,
  ): Loader;
  /** Every sample once, in order, whatever the sizes are. */
  evaluationLoader(
    source: PreparedSource,
    options: Pick<LoaderOptions, 'batchSize' | 'augmentations'>,
  ): EvaluationLoader;
  /** Lets the threads that will be needed start before there is work for them. */
  start(): void;
  /** The samples that were left out so far because they cannot be read. */
  skipped(): readonly SkippedSample[];
  close(): Promise<void>;
}

export interface LoadingInput {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  /** The experiment's plugins, as this process loaded them. */
  readonly code: readonly LoadedPlugin[];
  readonly workingDirectory: string;
  /** Called once for each sample that is left out. */
  readonly onSkip: (sample: SkippedSample) => void;
}

export function createLoading({ experiment, dataset, code, workingDirectory, onSkip }: LoadingInput): Loading {
  const { seed, augmentations, loader: settings } = experiment;
  const count = threads(settings.workers, dataset);
  let copy: Promise<ThreadCode> | undefined;
  const setup = async () => {
    const { names: plugins } = await (copy ??= copyForThreads(code));
    return { seed, plugins, dataset: experiment.dataset, augmentations, workingDirectory } satisfies DataSetup;
  };
  const limit = code.length > 0 ? limitSeconds() : 0;
  // Code of a plugin is watched in its threads; so is whatever the user wants in threads.
  const helps = code.length === 0 && settings.workers === 'auto';
  const workers =
    count > 0 ? createSampleWorkers(count, { program: workerProgram(), setup, limitSeconds: limit, helps }) : undefined;
  const skipBad = settings.on_bad_sample === 'skip';
  const skipped = new Map<string, SkippedSample>();
  const skip = (sample: SkippedSample) => {
    const key = `${sample.split} ${sample.name}`;
    if (skipped.has(key)) return;
    skipped.set(key, sample);
    onSkip(sample);
  };

  const onBadSample = (split: SplitName): Pick<LoaderOptions, 'onBadSample'> =>
    skipBad ? { onBadSample: (name, problems) => skip({ split, name, problems }) } : {};
  const loader: Loading['loader'] = (source, options) => {
    const { split, handle } = source.remote;
    const { repeatFactors } = source;
    const augment = options.augmentations.length > 0;
    const isWork = settings.workers !== 'auto' || augment || handle === undefined;
    return createLoader(source, {
      ...options,
      seed,
      prefetch: settings.prefetch,
      ...(repeatFactors && { repeatFactors }),
      ...(workers && isWork && { fill: workers.filling(source, source.remote, { seed, augment }) }),
      ...onBadSample(split),
    });
  };

  return {
    start() {
      // Without augmentations, prepared samples may not need them.
      if (settings.workers !== 'auto' || augmentations.length > 0) workers?.start();
    },
    skipped: () => [...skipped.values()],
    async prepare(options) {
      const prepared = await prepareSplits(dataset, { ...options, workers, skipBad });
      for (const split of splitNames) prepared[split].skipped.forEach(skip);
      return prepared;
    },
    loader,
    evaluationLoader(source, options) {
      if (isStackable(source, dataset)) return loader(source, { ...options, shuffle: false, dropLast: false });
      const { split } = source.remote;
      return createEvaluationLoader(source, { ...options, seed, ...onBadSample(split) });
    },
    async close() {
      await workers?.close();
      await (await copy)?.remove();
      copy = undefined;
    },
  };
}

/** Whether inputs have one size, and their masks too. */
function isStackable({ size, remote }: PreparedSource, dataset: Dataset): boolean {
  return size !== undefined && placingOf(dataset, remote.split, remote.evaluated).scoredAt === 'input';
}

function threads(setting: Experiment['loader']['workers'], { splits }: Dataset): number {
  if (setting !== 'auto') return setting;
  const samples = splitNames.reduce((sum, split) => sum + splits[split].length, 0);
  return samples < WORTH_THREADS ? 0 : Math.min(MOST_THREADS, availableProcessors().count);
}
