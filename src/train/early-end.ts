import { durationInSeconds, type TrainSection } from '../../schemas/index.ts';
import type { TrainingProgress } from './checkpoint.ts';
import { hasStalled } from './early-stopping.ts';
import type { Schedule } from './schedule.ts';
import { historyOf, type WatchedMetrics } from './validation-history.ts';

/** The key of `train` that ends training before its last step. */
export type EarlyEnd = 'early_stopping' | 'max_time';

export interface EarlyEnds {
  /** Whether training has taken as long as it may. The step that is complete then is validated. */
  isTimeUp(): boolean;
  /**
   * What ends training here; undefined if nothing does, or if it was the last step anyway.
   * @param isTimeUp as it was when it was decided whether to validate
   */
  at(progress: TrainingProgress, isTimeUp: boolean): EarlyEnd | undefined;
}

/** @param seconds seconds of training so far, in all attempts */
export function createEarlyEnds(
  { max_time: maxTime, early_stopping: stopping }: Pick<TrainSection, 'max_time' | 'early_stopping'>,
  { totalSteps }: Pick<Schedule, 'totalSteps'>,
  { earlyStopping: watched }: WatchedMetrics,
  seconds: () => number,
): EarlyEnds {
  const limit = maxTime === undefined ? Infinity : durationInSeconds(maxTime);
  return {
    isTimeUp: () => seconds() >= limit,
    at(progress, isTimeUp) {
      if (progress.step >= totalSteps) return undefined;
      const history = historyOf(watched, progress);
      if (stopping && history && hasStalled(history, stopping)) return 'early_stopping';
      return isTimeUp ? 'max_time' : undefined;
    },
  };
}
