import { describeHolder } from '../core/lease/index.ts';
import { withCleanup } from '../core/with-cleanup.ts';
import type { ClassInfo, SplitName } from '../data/dataset.ts';
import type { SkippedSample } from '../data/prepare/prepared-source.ts';
import { watchPhotos, type WatchedPhotos } from '../evaluations/watch-photos.ts';
import type { TestTimeAugmentation } from '../predict/tta.ts';
import { baseContext } from '../registry/index.ts';
import type { RunResult, SplitResult } from '../runs/result.ts';
import { balanceLosses, buildLosses } from '../train/build-losses.ts';
import { buildMetrics } from '../train/build-metrics.ts';
import { checkImageSize } from '../train/preflight.ts';
import { skippedRows } from '../train/skipped.ts';
import { testSplit } from '../train/test.ts';
import { changesSince } from './changes-since.ts';
import { fitClasses, type ClassFit } from './fit-classes.ts';
import type { LoadedForTest } from './load-for-test.ts';
import { openData } from './open-data.ts';
import { openNetwork } from './open-network.ts';
import type { Trained } from './trained.ts';
import { withTestTimeAugmentation } from './test-time-augmentation.ts';

export interface TestOptions {
  readonly split: SplitName;
  /** The experiment with other data; by default its own. */
  readonly data?: LoadedForTest;
  /** Entries of `--map`: `kitten=cat`. */
  readonly map?: readonly string[];
  /** The network sees several versions of each input, whose probabilities are averaged. */
  readonly tta?: TestTimeAugmentation | undefined;
  readonly observer: TestObserver;
  /** Ends the test, or the waiting for a process that prepares the same data. */
  readonly signal?: AbortSignal | undefined;
}

/** Calls are made in order and must not throw. */
export interface TestObserver {
  prepared(done: number, total: number): void;
  skipped(sample: SkippedSample): void;
  /** The test waits for another process (`whom`), which prepares the same data. */
  waiting?(whom: string): void;
  tested(done: number, total: number): void;
  /** Closing something failed after the error that is thrown. */
  failedLater(error: unknown): void;
}

export interface TestOutcome extends WatchedPhotos {
  /** Class 0 first. */
  readonly classes: readonly ClassInfo[];
  readonly result: SplitResult;
  /** What is different from what the run was trained with, one line each. */
  readonly changes: readonly string[];
  readonly classMap?: ClassFit['classMap'];
  /** Completed optimizer steps of the checkpoint. */
  readonly step: number;
  readonly skipped: RunResult['skipped'];
}

/**
 * Evaluates a checkpoint on a split of the data that it was trained with, or of other data whose classes fit.
 * @throws TesseraError as opening the network or the data does, `classes-differ`, `bad-size`; the signal's reason if it
 * is aborted
 */
export function testRun(trained: Trained, options: TestOptions): Promise<TestOutcome> {
  const { split, data, map, tta, observer, signal } = options;
  const { experiment, registry } = data?.loaded ?? trained.loaded;
  return withCleanup(
    async (cleanup) => {
      const { engine, model, classes, step } = await openNetwork(trained);
      cleanup.always(() => model.dispose());
      const base = { ...baseContext(experiment, trained.workingDirectory), classes };
      const losses = await buildLosses({ experiment, registry, context: { ...base, tf: engine.tf } });
      const { classPixels } = trained.data ?? {};
      const metrics = await buildMetrics(experiment, registry, base);
      const opened = { ...trained, ...(data && { loaded: data.loaded }) };
      const onSkip = (sample: SkippedSample) => observer.skipped(sample);
      const { dataset, loading } = await openData(opened, onSkip, cleanup, data?.isOtherData);
      const { labels, classMap } = fitClasses(dataset.classes, classes, map);
      checkImageSize(dataset.imageSize, model, experiment.model.type, 'dataset.image_size');
      // A checkpoint by itself doesn't say what it was trained with.
      const changes = data?.isOtherData || !trained.run ? [] : await changesSince(trained.run, dataset);
      const samples = await loading.prepare({
        splits: [split],
        evaluated: ['val', 'test', split],
        multiple: model.inputMultiple,
        waiting: { signal, onWait: (holder) => observer.waiting?.(describeHolder(holder)) },
        onProgress({ done, total }) {
          signal?.throwIfAborted();
          observer.prepared(done, total);
        },
      });
      const photos = watchPhotos(classes.length);
      const { result } = await testSplit({
        dataset: { ...dataset, classes },
        model: tta ? withTestTimeAugmentation(model, tta) : model,
        ...(classPixels ? balanceLosses(losses, classPixels) : losses),
        ...metrics,
        loading,
        samples: samples[split],
        batchSize: experiment.train.batch_size,
        observer,
        signal,
        labels,
        onPhoto: photos.add,
      });
      return {
        classes,
        result,
        changes: [...changes, ...(data?.changes ?? [])],
        ...(classMap && { classMap }),
        step,
        ...photos.result(),
        skipped: skippedRows(loading.skipped()),
      };
    },
    (error) => observer.failedLater(error),
  );
}
