import { describeHolder } from '../core/lease/index.ts';
import { withCleanup } from '../core/with-cleanup.ts';
import type { SkippedSample } from '../data/prepare/prepared-source.ts';
import type { SplitName } from '../data/dataset.ts';
import type { SplitResult } from '../runs/result.ts';
import { balanceLosses, buildLosses } from '../train/build-losses.ts';
import { buildMetrics } from '../train/build-metrics.ts';
import { testSplit } from '../train/test.ts';
import { changesSince } from './changes-since.ts';
import { openData } from './open-data.ts';
import { openNetwork } from './open-network.ts';
import type { TrainedRun } from './open-trained-run.ts';
import { baseContext } from '../registry/index.ts';

export interface TestOptions {
  readonly split: SplitName;
  /** `best`, `last`, `epoch-3`, ... */
  readonly checkpoint: string;
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

export interface TestOutcome {
  /** Names, class 0 first. */
  readonly classes: readonly string[];
  readonly result: SplitResult;
  /** What is different from what the run was trained with, one line each. */
  readonly changes: readonly string[];
}

/**
 * Evaluates a checkpoint of a run on a split of its data.
 * @throws TesseraError as opening the network or the data does; the signal's reason if it is aborted
 */
export function testRun(
  trained: TrainedRun,
  { split, checkpoint, observer, signal }: TestOptions,
): Promise<TestOutcome> {
  const { experiment, registry } = trained.loaded;
  return withCleanup(
    async (cleanup) => {
      const { engine, model, classes } = await openNetwork(trained, checkpoint);
      cleanup.always(() => model.dispose());
      const base = { ...baseContext(experiment, trained.workingDirectory), classes };
      const losses = await buildLosses({ experiment, registry, context: { ...base, tf: engine.tf } });
      const { classPixels } = trained.record.data ?? {};
      const metrics = await buildMetrics(experiment, registry, base);
      const { dataset, loading } = await openData(trained, (sample) => observer.skipped(sample), cleanup);
      const changes = await changesSince(trained, dataset);
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
      const { result } = await testSplit({
        dataset,
        model,
        ...(classPixels ? balanceLosses(losses, classPixels) : losses),
        ...metrics,
        loading,
        samples: samples[split],
        batchSize: experiment.train.batch_size,
        observer,
        signal,
      });
      return { classes: classes.map(({ name }) => name), result, changes };
    },
    (error) => observer.failedLater(error),
  );
}
