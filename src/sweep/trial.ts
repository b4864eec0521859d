import type { Position, Trial } from '../registry/index.ts';
import type { LedgerPoint } from './ledger.ts';

/** The runs of a trial, one for each seed; undefined where the sweep has no such point yet. */
export type TrialRuns = readonly (LedgerPoint | undefined)[];

/**
 * What a search is told of a trial. Its value is the mean of its runs' values, those that the pruner stopped included,
 * once all have ended. A run that failed, or in which nothing could be counted, has none; a trial without any has
 * failed.
 */
export function trialOf(position: Position, runs: TrialRuns): Trial {
  const stops = runs.flatMap((run) => (isPruned(run) ? run.pruned.step : []));
  const isOver = runs.length > 0 && runs.every((run, index) => isEnded(run) || isGivenUp(index, runs));
  if (!isOver) return { position, state: 'pending' };
  const losses = runs.flatMap((run) => {
    const { value, direction } = (run?.state === 'completed' && run.validation) || { value: NaN, direction: 'min' };
    return Number.isFinite(value) ? [direction === 'max' ? -value : value] : [];
  });
  if (losses.length === 0) return { position, state: 'failed' };
  const loss = losses.reduce((sum, each) => sum + each, 0) / losses.length;
  return stops.length > 0
    ? { position, state: 'pruned', loss, step: Math.min(...stops) }
    : { position, state: 'complete', loss };
}

/** Whether a run doesn't start any more, since the pruner has stopped another seed of its trial. */
export function isGivenUp(index: number, runs: TrialRuns): boolean {
  const own = runs[index];
  const hasBegun = own !== undefined && (own.attempts > 0 || own.state !== 'waiting');
  return !hasBegun && runs.some(isPruned);
}

function isEnded(run: LedgerPoint | undefined): boolean {
  return run?.state === 'completed' || run?.state === 'failed';
}

function isPruned(run: LedgerPoint | undefined): run is LedgerPoint & { pruned: NonNullable<LedgerPoint['pruned']> } {
  return run?.state === 'completed' && run.pruned !== undefined;
}
