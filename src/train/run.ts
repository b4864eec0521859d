import type { Experiment } from '../../schemas/index.ts';
import { describeHolder, type WaitOptions } from '../core/lease/index.ts';
import type { DownloadOptions } from '../data/download/download-file.ts';
import type { SplitName } from '../data/sample.ts';
import { startEngine, type Engine } from '../engine/index.ts';
import { watchReads, type ReadWatch, type Registry } from '../registry/index.ts';
import { assertNoRun, openStoppedRun, type HeldRun, type StoppedRun } from '../runs/directory.ts';
import type { RunRecord } from '../runs/record.ts';
import type { RunResult } from '../runs/result.ts';
import { buildExperiment } from './build.ts';
import { fit } from './fit.ts';
import { createLoading } from './loading.ts';
import type { TrainObserver } from './observer.ts';
import { checkSmallestBatch } from './preflight.ts';
import type { Schedule } from './schedule.ts';
import { openSession, type Session } from './session.ts';
import { skippedRows } from './skipped.ts';
import { testRun } from './test.ts';
import { decidingMetric } from './validation.ts';

export interface RunInput {
  readonly experiment: Experiment;
  /** Hash of the configuration. */
  readonly id: string;
  /** The resolved configuration, to be kept with the run. */
  readonly yaml: string;
  readonly registry: Registry;
  readonly workingDirectory: string;
  /** The run's folder: made here, or gone on with if `resume`. */
  readonly directory: string;
  readonly resume: boolean;
  readonly observer: RunObserver;
  readonly signal: AbortSignal;
}

export interface RunObserver extends TrainObserver {
  /** Everything is checked and built; training starts. */
  started(start: RunStart): void;
}

export interface RunStart {
  readonly directory: string;
  readonly record: RunRecord;
  readonly engine: Engine;
  readonly schedule: Schedule;
  readonly samples: Readonly<Record<SplitName, number>>;
  /** What the storage `auto` chose. */
  readonly storedAs?: string;
}

export type RunOutcome =
  | {
      readonly status: 'completed';
      readonly result: RunResult;
      /** Parameters that no component read. */ readonly unread: readonly string[];
    }
  | { readonly status: 'interrupted'; readonly step: number };

/**
 * The main job: checks and builds everything, then trains, tests the best checkpoint, and keeps it all in the run's folder.
 * Nothing is written before every check has passed.
 * @throws TesseraError with all problems of the stage that failed
 */
export async function runExperiment(input: RunInput): Promise<RunOutcome> {
  const { experiment, workingDirectory, observer, signal } = input;
  const reads = watchReads(input.registry, experiment);
  const { registry } = reads;
  const waitingTo = (what: string): WaitOptions => ({
    signal,
    onWait: (holder) => observer.waiting?.(`${describeHolder(holder)}, ${what}`),
  });
  let stopped: StoppedRun | undefined;
  let held: HeldRun | undefined;
  try {
    if (input.resume) stopped = await openStoppedRun(input.directory, waitingTo('to see whether it trains this run'));
    else await assertNoRun(input.directory);
    held = stopped?.run;
    const engine = await startEngine(experiment.engine);
    const waiting = waitingTo('which prepares the same data');
    const download: DownloadOptions = { ...waiting, signal, onProgress: (progress) => observer.downloading(progress) };
    const built = await buildExperiment({ experiment, registry, tf: engine.tf, workingDirectory, download });
    const loading = createLoading({
      experiment,
      dataset: built.dataset,
      workingDirectory,
      onSkip: (sample) => observer.skipped(sample),
    });
    try {
      decidingMetric(built.metrics, experiment.train.best);
      const splits = await loading.prepare({
        waiting,
        onProgress({ done, total }) {
          signal.throwIfAborted();
          observer.prepared(done, total);
        },
      });
      await checkSmallestBatch(built, splits.train, experiment);
      const session = await openSession({ ...input, registry, engine, built, splits, loading, stopped });
      held = session.run;
      return await session.guard(() => trainAndTest(input, session, reads));
    } finally {
      await loading.close();
      await built.dispose();
    }
  } catch (error) {
    if (error === signal.reason && signal.aborted) return { status: 'interrupted', step: stopped?.record.step ?? 0 };
    throw error;
  } finally {
    await held?.release();
  }
}

/** Trains to the end or to the signal; at the end, tests the best checkpoint. */
async function trainAndTest(input: RunInput, session: Session, reads: ReadWatch): Promise<RunOutcome> {
  const { experiment, observer, signal } = input;
  const { train, seed } = experiment;
  const { run, keeper, logger, schedule, built, splits, loading } = session;
  const { progress: reached, dataWait } = await fit({
    ...session,
    train,
    seed,
    panelSamples: experiment.log.panel_samples,
    observer: keeper.watch(observer),
    checkpointFile: run.checkpointFile,
    signal: AbortSignal.any([signal, run.lost]),
    beforeSave: run.assertHeld,
  });
  if (reached.step < schedule.totalSteps) return { status: 'interrupted', step: reached.step };

  const test = await testRun({ run, built, loading, samples: splits.test, batchSize: train.batch_size, observer });
  logger.scalars('test', reached.step, test.values);
  const result: RunResult = {
    id: input.id,
    name: experiment.name,
    steps: reached.step,
    classes: built.dataset.classes.map(({ name }) => name),
    best: reached.best,
    test: test.result,
    seconds: keeper.seconds(),
    dataWait,
    skipped: skippedRows(loading.skipped()),
  };
  await run.writeResult(result);
  return { status: 'completed', result, unread: reads.unread() };
}
