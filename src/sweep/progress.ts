import type { LedgerPoint } from './ledger.ts';

export interface RunningPoint {
  readonly point: LedgerPoint;
  readonly step: number;
  /** 0 until the run has begun. */
  readonly totalSteps: number;
  /** Seconds of training so far, in all attempts. */
  readonly seconds: number;
}

export interface SweepProgress {
  readonly points: readonly LedgerPoint[];
  readonly running: readonly RunningPoint[];
  /** Estimated seconds; undefined before the first measurement. */
  readonly secondsLeft: number | undefined;
}

/** Time left: the mean duration of a point, times the remaining part of all points, divided by `atOnce` processes. */
export function estimateSecondsLeft(
  finished: readonly LedgerPoint[],
  running: readonly RunningPoint[],
  waiting: number,
  atOnce: number,
): number | undefined {
  const durations = finished.flatMap(({ state, seconds }) =>
    state === 'completed' && seconds !== undefined ? [seconds] : [],
  );
  const begun = running.filter(({ step }) => step > 0);
  const projected = begun.map(({ seconds, step, totalSteps }) => (seconds * totalSteps) / step);
  const samples = durations.length > 0 ? durations : projected;
  if (samples.length === 0) return undefined;
  const mean = samples.reduce((sum, seconds) => sum + seconds, 0) / samples.length;
  const remaining = running.reduce(
    (sum, { step, totalSteps }) => sum + (totalSteps > 0 ? 1 - step / totalSteps : 1),
    waiting,
  );
  return (mean * remaining) / Math.max(1, Math.min(atOnce, running.length + waiting));
}
