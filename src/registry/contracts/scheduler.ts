import type { Direction } from './metric.ts';

/** A metric's values in the validations so far. */
export interface WatchedMetric {
  readonly direction: Direction;
  /** Oldest first. `step` counts completed optimizer steps; a value is NaN if nothing could be counted. */
  readonly values: readonly { readonly step: number; readonly value: number }[];
}

/** A function without state, which may look at the validations so far. */
export interface Scheduler {
  /**
   * Returns the factor of the learning rate after `completedSteps` optimizer steps. `watched` is the metric that it
   * `watches`, up to that step.
   */
  (completedSteps: number, watched?: WatchedMetric): number;
  /** A metric as `train.best` names it, or `best`: the one that decides which checkpoint is best. */
  readonly watches?: string;
}
