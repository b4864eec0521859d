import type { DownloadProgress } from '../core/download/download-file.ts';
import type { DataReport } from '../data/prepare/report-data.ts';
import type { SkippedSample } from '../data/prepare/prepared-source.ts';
import type { SplitName } from '../data/dataset.ts';
import type { Engine } from '../engine/index.ts';
import type { Pruned } from '../runs/pruned.ts';
import type { RunRecord } from '../runs/record.ts';
import type { SplitResult } from '../runs/result.ts';
import type { TrainingProgress } from './checkpoint.ts';
import type { Evaluation } from './evaluate.ts';
import type { EarlyEnd } from './early-end.ts';
import type { Schedule } from './schedule.ts';

export interface StepReport {
  /** Completed optimizer steps. */
  readonly step: number;
  readonly loss: number;
  readonly images: number;
  readonly seconds: number;
}

/** An observer of training, such as a progress bar or `run.json`. Calls are made in order and must not throw. */
export interface TrainObserver {
  downloading(progress: DownloadProgress): void;
  /** A weight file is loaded; `line` says what became of its tensors. */
  loadedWeights?(line: string): void;
  /** The run waits for another process. `whom` tells which one, and what it does. */
  waiting?(whom: string): void;
  /** Samples whose files were compared with those of earlier attempts, or recorded for later ones. */
  hashed?(done: number, total: number): void;
  prepared(done: number, total: number): void;
  /** The network has weights of another run. */
  initialized?(summary: string): void;
  /** All samples are prepared. */
  surveyed?(report: DataReport): void;
  /** A sample is left out because it cannot be read. */
  skipped(sample: SkippedSample): void;
  stepped(report: StepReport): void;
  /** `best` is the best validation so far, this one included; `figures` are those of this one, as files keep them. */
  validated(step: number, evaluation: Evaluation, best: TrainingProgress['best'], figures: SplitResult): void;
  /** Training is over before its last step. */
  ended?(by: EarlyEnd, step: number): void;
  /** The sweep's pruner has ended training. */
  pruned?(why: Pruned): void;
  saved(checkpoints: readonly string[], step: number): void;
  /** Something failed that doesn't end the run, or works again. */
  warned?(message: string): void;
  tested(done: number, total: number): void;
}

/** An observer of a whole run. */
export interface RunObserver extends TrainObserver {
  /** Everything is checked and built; training starts. */
  started(start: RunStart): void;
  /** Closing something failed after the error that ends the run (which is thrown). */
  failedLater(error: unknown): void;
}

export interface RunStart {
  readonly directory: string;
  readonly record: RunRecord;
  readonly engine: Engine;
  readonly schedule: Schedule;
  readonly samples: Readonly<Record<SplitName, number>>;
  /** Type of the storage that `auto` chose. */
  readonly storedAs?: string | undefined;
}

/** An observer that also tells another one what that one listens to. */
export function alsoTell(observer: RunObserver, other: Partial<RunObserver>): RunObserver {
  const both = Object.entries(other).map(([name, tell]) => [
    name,
    (...args: unknown[]) => {
      call(observer[name as keyof RunObserver], args);
      call(tell, args);
    },
  ]);
  // Each method with its own arguments, which the table of names can't express.
  return { ...observer, ...(Object.fromEntries(both) as Partial<RunObserver>) };
}

function call(method: unknown, args: readonly unknown[]): void {
  if (typeof method === 'function') (method as (...given: readonly unknown[]) => void)(...args);
}
