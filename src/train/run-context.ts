import { describeHolder, type WaitOptions } from '../core/lease/index.ts';
import type { Experiment } from '../../schemas/index.ts';
import type { LoadedPlugin } from '../config/index.ts';
import type { Registry } from '../registry/index.ts';
import type { FilesToKeep } from '../runs/keep-files.ts';
import type { RunInputs } from '../runs/inputs.ts';
import type { Pruning } from '../sweep/pruning.ts';
import type { RunObserver } from './observer.ts';

/** The input of every stage of a run. */
export interface RunContext {
  readonly experiment: Experiment;
  /** Hash of the configuration. */
  readonly id: string;
  /** The resolved configuration, which is kept with the run. It names the run's own copies of its plugins. */
  readonly yaml: string;
  /** The copies of its plugins. */
  readonly kept: FilesToKeep;
  /** The plugins by the names that the file gives them, with hashes of their code. */
  readonly plugins: RunInputs['plugins'];
  /** The plugins as this process loaded them. */
  readonly code: readonly LoadedPlugin[];
  /** Absolute paths of the files that the experiment was read from, plugins included. */
  readonly files: readonly string[];
  /** Arguments of the command line, without the program. */
  readonly command: readonly string[];
  readonly registry: Registry;
  readonly workingDirectory: string;
  /** The run's folder: a new run makes it, a resumed run continues in it. */
  readonly directory: string;
  /** The run that this one repeats. */
  readonly reproduces?: string;
  /** Whether only a few samples of each split are used. */
  readonly smoke?: boolean;
  /** Present in a point of a sweep that stops runs early. */
  readonly pruning?: Pruning | undefined;
  readonly observer: RunObserver;
  /** When it is aborted, training finishes the step, saves and returns. */
  readonly signal: AbortSignal;
  /** Calls `listener` when a checkpoint is asked for, until the returned function is called. */
  readonly onSave?: ((listener: () => void) => () => void) | undefined;
}

/** How to wait for another process. The observer is told for which one and why; the signal ends the waiting. */
export function waitingTo({ observer, signal }: RunContext, what: string): WaitOptions {
  return { signal, onWait: (holder) => observer.waiting?.(`${describeHolder(holder)}, ${what}`) };
}
