import { describeHolder, type WaitOptions } from '../core/lease/index.ts';
import type { Experiment } from '../../schemas/index.ts';
import type { Registry } from '../registry/index.ts';
import type { RunObserver } from './observer.ts';

/** What every stage of a run is given. */
export interface RunContext {
  readonly experiment: Experiment;
  /** Hash of the configuration. */
  readonly id: string;
  /** The resolved configuration, to be kept with the run. */
  readonly yaml: string;
  readonly registry: Registry;
  readonly workingDirectory: string;
  /** The run's folder: made by the run, or gone on with. */
  readonly directory: string;
  readonly observer: RunObserver;
  /** Aborted: finish the step, save, return. */
  readonly signal: AbortSignal;
}

/** How to wait for another process: the observer is told for whom, and to what end; the signal ends it. */
export function waitingTo({ observer, signal }: RunContext, what: string): WaitOptions {
  return { signal, onWait: (holder) => observer.waiting?.(`${describeHolder(holder)}, ${what}`) };
}
