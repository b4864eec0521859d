import type { SweepPoint } from '../config/index.ts';
import type { Interrupt, Job, Launcher } from '../launch/launcher.ts';
import { leaseState } from '../core/lease/index.ts';
import { runDirectory } from '../runs/directory.ts';
import type { LedgerPoint } from './ledger.ts';
import type { SweepObserver } from './observer.ts';
import type { PointSource } from './point-source.ts';
import { failureOf, refreshAfter } from './point-state.ts';
import { pointTask, type TaskOptions } from './point-task.ts';
import { estimateSecondsLeft, type RunningPoint, type SweepProgress } from './progress.ts';
import type { SweepDirectory } from './sweep-directory.ts';

export interface RunPointsOptions extends TaskOptions {
  readonly launcher: Launcher;
  readonly observer: SweepObserver;
  /** Calls its argument at each interrupt until the returned function is called. */
  readonly onInterrupt: (listener: (how: Interrupt) => void) => () => void;
  /** Calls its argument when checkpoints are asked for, until the returned function is called. */
  readonly onSave: (listener: () => void) => () => void;
}

/**
 * Asks the source for points and runs the selected ones, `atOnce` at a time, until there are no more and all have
 * ended. After `stop` is aborted, no more are started.
 * @returns whether it was interrupted before that
 */
export async function runPoints(
  directory: SweepDirectory,
  source: PointSource,
  selected: readonly LedgerPoint[],
  isWanted: (point: LedgerPoint) => boolean,
  options: RunPointsOptions,
  stop: AbortSignal,
): Promise<boolean> {
  const { atOnce, launcher, observer, onInterrupt, onSave } = options;
  const running = new Map<string, Promise<void>>();
  const jobs = new Map<string, Job>();
  // A search doesn't repeat points that it gave before the last stop.
  const unfinished = source.list() ? [] : selected.flatMap((point) => source.pointOf(point) ?? []);
  let [left, stopped] = [source.list() ? selected.length : 0, false];

  const stopListening = [
    onInterrupt((how) => {
      observer.interrupted(how);
      for (const job of jobs.values()) void job.cancel(how);
    }),
    onSave(() => void saveAll(directory, jobs)),
  ];
  const ticking = setInterval(() => {
    void progressOf(directory, new Set(jobs.keys()), left, atOnce).then((progress) => observer.progressed(progress));
  }, 1000);

  const nextWanted = (): SweepPoint | undefined => {
    for (;;) {
      const point = unfinished.shift() ?? source.next(1)[0];
      if (!point || isWanted(directory.point(point))) return point;
    }
  };
  const run = async (given: SweepPoint): Promise<void> => {
    const point = directory.point(given);
    const ended = await runPoint(point, given).catch((error: unknown): LedgerPoint => ({
      ...point,
      state: 'failed',
      ...failureOf(error),
    }));
    jobs.delete(point.id);
    await directory.update(ended);
    source.tell(ended);
  };
  const runPoint = async (point: LedgerPoint, given: SweepPoint): Promise<LedgerPoint> => {
    const { threadsAsBefore, ...task } = await pointTask(directory, point, given, options);
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
    const ended = await refreshAfter(end, directory.path, started);
    if (end.cancelled && ended.state !== 'completed') stopped = true;
    if (!end.cancelled || ended.state !== 'waiting') observer.ended(ended);
    return ended;
  };

  try {
    for (;;) {
      while (!stop.aborted && running.size < atOnce) {
        const point = nextWanted();
        if (!point) break;
        left = Math.max(0, left - 1);
        running.set(
          point.id,
          run(point).finally(() => running.delete(point.id)),
        );
      }
      if (running.size === 0) return stopped || nextWanted() !== undefined;
      await Promise.race(running.values());
    }
  } finally {
    clearInterval(ticking);
    for (const stopOne of stopListening) stopOne();
  }
}

/**
 * Asks the running points for a checkpoint. One whose process does not hold its run yet has nothing to save, and may not
 * listen yet.
 */
async function saveAll(directory: SweepDirectory, jobs: ReadonlyMap<string, Job>): Promise<void> {
  for (const point of directory.points()) {
    const job = jobs.get(point.id);
    if (!job) continue;
    const lease = await leaseState(runDirectory(directory.runPath(point)).leaseFile).catch(() => undefined);
    if (lease?.state === 'held') await job.save();
  }
}

async function progressOf(
  directory: SweepDirectory,
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

async function readRunning(directory: SweepDirectory, point: LedgerPoint): Promise<RunningPoint> {
  // A record that can't be read for a moment is read again at the next look.
  const record = await runDirectory(directory.runPath(point))
    .readRecord()
    .catch(() => undefined);
  return { point, step: record?.step ?? 0, totalSteps: record?.totalSteps ?? 0, seconds: record?.seconds ?? 0 };
}
