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
