import { createWatch, leaseState } from '../core/lease/index.ts';
import type { Interrupt, Job, ProcessLauncher } from '../launch/launcher.ts';
import { runDirectory } from '../runs/directory.ts';
import type { LedgerPoint } from './ledger.ts';
import type { SweepObserver } from './observer.ts';
import type { PointSource } from './point-source.ts';
import type { TaskOptions } from './point-task.ts';
import { progressOf } from './progress.ts';
import { secondsBefore, type Retries } from './retries.ts';
import { runPoint, type Due, type PointEnd } from './run-point.ts';
import { startsAnew, type Rerun } from './select.ts';
import type { SweepDirectory } from './sweep-directory.ts';

export interface RunPointsOptions extends TaskOptions {
  readonly launcher: ProcessLauncher;
  readonly observer: SweepObserver;
  readonly rerun?: Rerun | undefined;
  /** Without it, a point that failed is not started again. */
  readonly retries?: Retries | undefined;
  /** Stops all points when one has failed for good. */
  readonly failFast?: boolean | undefined;
  /** Seconds after which running points save and end, and no more are started. */
  readonly maxSeconds?: number | undefined;
  /** Milliseconds between two looks at points that other processes run. */
  readonly lookEvery?: number | undefined;
  /** Calls its argument at each interrupt until the returned function is called. */
  readonly onInterrupt: (listener: (how: Interrupt) => void) => () => void;
  /** Calls its argument when checkpoints are asked for, until the returned function is called. */
  readonly onSave: (listener: () => void) => () => void;
}

export interface PointsEnd {
  /** Whether it was interrupted before all points had ended. */
  readonly interrupted: boolean;
  /** Why it stopped by itself before that. */
  readonly stoppedBy?: 'failure' | 'time';
}

/**
 * Asks the source for points and runs the selected ones, `atOnce` at a time, until there are no more and all have
 * ended, those that other processes run included. After `stop` is aborted, no more are started.
 */
export async function runPoints(
  directory: SweepDirectory,
  source: PointSource,
  isWanted: (point: LedgerPoint) => boolean,
  options: RunPointsOptions,
  stop: AbortSignal,
): Promise<PointsEnd> {
  const { atOnce, observer, onInterrupt, onSave, rerun, failFast, retries, maxSeconds, lookEvery = 1000 } = options;
  const jobs = new Map<string, Job>();
  const running = new Set<Promise<void>>();
  const halt = new AbortController();
  const over = AbortSignal.any([stop, halt.signal]);
  const cancelAll = (how: Interrupt) => {
    for (const job of jobs.values()) void job.cancel(how);
  };
  let stoppedBy: PointsEnd['stoppedBy'];
  const haltBy = (why: NonNullable<PointsEnd['stoppedBy']>) => {
    if (over.aborted) return;
    stoppedBy = why;
    halt.abort();
    observer.stopped?.(why);
    cancelAll('stop');
  };

  const later = new Waiting();
  const list = source.list();
  let [next, cancelled, told] = [0, false, false];
  const nextNew = async (): Promise<Due | undefined> => {
    while (next < source.count) {
      const point = await source.at(next++, directory);
      const entry = point && directory.point(point);
      if (!entry || !isWanted(entry)) continue;
      return { point, isAnew: startsAnew(entry, rerun), attempts: entry.attempts, watch: createWatch() };
    }
    return undefined;
  };
  // A search has all those left that it has not been asked for.
  const left = () =>
    list ? list.slice(next).filter((point) => isWanted(directory.point(point))).length : source.count - next;
  const failures = new Map<string, number>();
  const settle = (due: Due, { point, how }: PointEnd) => {
    if (how === 'busy') {
      if (!told) observer.shared?.();
      told = true;
      return later.add(due, lookEvery);
    }
    cancelled ||= how === 'cancelled';
    const isFailed = how !== 'cancelled' && (point.state === 'failed' || point.state === 'lost');
    if (!isFailed) return;
    const count = (failures.get(point.id) ?? 0) + 1;
    failures.set(point.id, count);
    const seconds = how === 'refused' || !retries ? undefined : secondsBefore(count, retries);
    if (seconds !== undefined) {
      observer.retrying?.(point, seconds);
      return later.add({ ...due, isAnew: false, isRetry: true, watch: createWatch() }, seconds * 1000);
    }
    if (failFast) haltBy('failure');
  };
  const start = (due: Due) => {
    const work = runPoint(directory, due, { ...options, stop: over, jobs })
      .then((end) => settle(due, end))
      .finally(() => running.delete(work));
    running.add(work);
  };

  const stopListening = [
    onInterrupt((how) => {
      observer.interrupted(how);
      cancelAll(how);
    }),
    onSave(() => void saveAll(directory, jobs)),
  ];
  const ticking = setInterval(() => {
    void directory
      .follow()
      .catch(() => [])
      .then(() => progressOf(directory, new Set(jobs.keys()), left(), atOnce))
      .then((progress) => observer.progressed(progress));
  }, 1000);
  const timer = maxSeconds === undefined ? undefined : setTimeout(() => haltBy('time'), maxSeconds * 1000);

  try {
    for (;;) {
      while (!over.aborted && running.size < atOnce) {
        const due = later.take() ?? (await nextNew());
        if (!due) break;
        // It may have been asked to stop while the source looked for a point.
        if (over.aborted) later.add(due, 0);
        else start(due);
      }
      if (running.size === 0 && over.aborted) break;
      if (running.size === 0 && later.isEmpty()) break;
      const alarm = later.alarm(over);
      await Promise.race([...running, alarm.rings]).finally(() => alarm.cancel());
    }
    const isLeft = cancelled || !later.isEmpty() || left() > 0;
    return { interrupted: stop.aborted && isLeft, ...(stoppedBy && isLeft && { stoppedBy }) };
  } finally {
    clearInterval(ticking);
    clearTimeout(timer);
    for (const stopOne of stopListening) stopOne();
  }
}

/** Points that are to be looked at later: those of other processes, and those that failed. */
class Waiting {
  readonly #points = new Map<Due, number>();

  add(due: Due, milliseconds: number): void {
    this.#points.set(due, performance.now() + milliseconds);
  }

  /** One whose time has come. */
  take(): Due | undefined {
    const now = performance.now();
    for (const [due, at] of this.#points) {
      if (at > now) continue;
      this.#points.delete(due);
      return due;
    }
    return undefined;
  }

  isEmpty(): boolean {
    return this.#points.size === 0;
  }

  /** Rings when the next one's time comes, or at once after `over`. Never, if there is none. */
  alarm(over: AbortSignal): { readonly rings: Promise<void>; cancel(): void } {
    const next = Math.min(...this.#points.values());
    let resolve!: () => void;
    const rings = new Promise<void>((fulfil) => (resolve = fulfil));
    const timer = next === Infinity ? undefined : setTimeout(resolve, Math.max(0, next - performance.now()));
    if (timer) over.addEventListener('abort', resolve);
    return {
      rings,
      cancel() {
        clearTimeout(timer);
        over.removeEventListener('abort', resolve);
      },
    };
  }
}

/**
 * Asks the running points for a checkpoint. One whose process does not hold its run yet has nothing to save, and may
 * not listen yet.
 */
async function saveAll(directory: SweepDirectory, jobs: ReadonlyMap<string, Job>): Promise<void> {
  for (const point of directory.points()) {
    const job = jobs.get(point.id);
    if (!job) continue;
    const lease = await leaseState(runDirectory(directory.runPath(point)).leaseFile).catch(() => undefined);
    if (lease?.state === 'held') await job.save();
  }
}
