import type { SweepPoint } from '../config/index.ts';
import { exitCodes } from '../core/errors/index.ts';
import type { Watch } from '../core/lease/index.ts';
import type { Job, ProcessLauncher } from '../launch/launcher.ts';
import { claimPoint } from './claim.ts';
import { keepTop } from './keep-top.ts';
import type { LedgerPoint } from './ledger.ts';
import type { SweepObserver } from './observer.ts';
import { failureOf, refreshAfter } from './point-state.ts';
import { pointTask, type TaskOptions } from './point-task.ts';
import { isUnfinished } from './select.ts';
import type { SweepDirectory } from './sweep-directory.ts';

export interface RunPointOptions extends TaskOptions {
  readonly launcher: ProcessLauncher;
  readonly observer: SweepObserver;
  readonly stop: AbortSignal;
  /** The jobs that run, by the ids of their points. */
  readonly jobs: Map<string, Job>;
}

/** A point that is to run. */
export interface Due {
  readonly point: SweepPoint;
  /** Begins from nothing, beside what it left. */
  readonly isAnew: boolean;
  /** Goes on although it has failed. */
  readonly isRetry?: boolean;
  /** Attempts when it was chosen. If there are more, another process has run it since. */
  readonly attempts: number;
  /** Tells whether another process that has it lives. */
  readonly watch: Watch;
}

export interface PointEnd {
  readonly point: LedgerPoint;
  /**
   * `busy`: another process has it. `done`: nothing was left to do. `cancelled`: it was stopped before its end.
   * `refused`: its process found its input wrong, and will again. Otherwise it came to its end.
   */
  readonly how: 'ended' | 'busy' | 'done' | 'cancelled' | 'refused';
}

/** Runs one point in a process, if no other process of this sweep does. */
export async function runPoint(directory: SweepDirectory, due: Due, options: RunPointOptions): Promise<PointEnd> {
  const claim = await claimPoint(directory.path, due.point.id, { watch: due.watch, force: options.force });
  if (!claim) return { point: directory.point(due.point), how: 'busy' };
  try {
    const point = await directory.look(due.point);
    // The process of a sweep that was killed ends a moment later.
    if (point.state === 'running') return { point, how: 'busy' };
    const isAnew = due.isAnew && point.attempts === due.attempts;
    if (!isAnew && !due.isRetry && !isUnfinished(point)) return { point, how: 'done' };
    return await runClaimed(directory, point, due.point, isAnew, options);
  } catch (error) {
    const point: LedgerPoint = { ...directory.point(due.point), state: 'failed', ...failureOf(error) };
    await directory.update(point);
    return { point, how: 'ended' };
  } finally {
    options.jobs.delete(due.point.id);
    await claim.release();
  }
}

async function runClaimed(
  directory: SweepDirectory,
  point: LedgerPoint,
  given: SweepPoint,
  isAnew: boolean,
  options: RunPointOptions,
): Promise<PointEnd> {
  const { launcher, observer, stop, jobs } = options;
  const { threadsAsBefore, ...task } = await pointTask(directory, point, given, isAnew, options);
  const [job] = await launcher.submit([task], { atOnce: 1 });
  jobs.set(point.id, job!);
  if (stop.aborted) await job!.cancel('stop');
  let started = point;
  const starting = job!.started.then(async () => {
    const { error: _, code: __, ...rest } = point;
    started = { ...rest, state: 'running', attempts: rest.attempts + 1 };
    observer.started(started, threadsAsBefore);
    await directory.update(started);
  });
  const end = await job!.ended;
  if (started !== point) await starting;
  const ended = await refreshAfter(end, directory.path, started, directory.objective);
  if (!end.cancelled || ended.state !== 'waiting') observer.ended(ended);
  jobs.delete(point.id);
  await directory.update(ended);
  await keepTop(directory);
  if (end.cancelled && ended.state !== 'completed') return { point: ended, how: 'cancelled' };
  return { point: ended, how: end.exitCode === exitCodes.wrongInput ? 'refused' : 'ended' };
}
