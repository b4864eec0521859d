import { describeHolder, type WaitOptions } from '../core/lease/index.ts';
import type { Experiment } from '../../schemas/index.ts';
import type { Registry } from '../registry/index.ts';
import type { RunObserver } from './observer.ts';

/** The input of every stage of a run. */
export interface RunContext {
  readonly experiment: Experiment;
  /** Hash of the configuration. */
  readonly id: string;
  /** The resolved configuration, which is kept with the run. */
  readonly yaml: string;
  readonly registry: Registry;
  readonly workingDirectory: string;
  /** The run's folder: a new run makes it, a resumed run continues in it. */
  readonly directory: string;
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
