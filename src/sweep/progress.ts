import { runDirectory } from '../runs/directory.ts';
import type { LedgerPoint } from './ledger.ts';
import type { SweepDirectory } from './sweep-directory.ts';

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

/** How far the running points are. @param waiting the number of points that are to run later */
export async function progressOf(
  directory: Pick<SweepDirectory, 'points' | 'runPath'>,
  runningIds: ReadonlySet<string>,
  waiting: number,
  atOnce: number,
): Promise<SweepProgress> {
  const points = directory.points();
  const running = await Promise.all(
    points.filter(({ id }) => runningIds.has(id)).map((point) => readRunning(directory, point)),
  );
  return { points, running, secondsLeft: estimateSecondsLeft(points, running, waiting, atOnce) };
}

async function readRunning(directory: Pick<SweepDirectory, 'runPath'>, point: LedgerPoint): Promise<RunningPoint> {
  // A record that can't be read for a moment is read again at the next look.
  const record = await runDirectory(directory.runPath(point))
    .readRecord()
    .catch(() => undefined);
  return { point, step: record?.step ?? 0, totalSteps: record?.totalSteps ?? 0, seconds: record?.seconds ?? 0 };
}
