import type { DownloadProgress } from '../data/download/download-file.ts';
import type { SkippedSample } from '../data/sample.ts';
import type { Evaluation } from './evaluate.ts';

export interface StepReport {
  /** Completed optimizer steps. */
  readonly step: number;
  readonly loss: number;
  readonly images: number;
  readonly seconds: number;
}

/** Who watches a run: a progress bar, plain lines, or run.json. Calls are made in order and must not throw. */
export interface TrainObserver {
  downloading(progress: DownloadProgress): void;
  /** For another process: who it is, and what it does. */
  waiting?(whom: string): void;
  prepared(done: number, total: number): void;
  /** A sample is left out, since it cannot be read. */
  skipped(sample: SkippedSample): void;
  stepped(report: StepReport): void;
  validated(step: number, evaluation: Evaluation): void;
  saved(checkpoints: readonly string[], step: number): void;
  tested(done: number, total: number): void;
}
