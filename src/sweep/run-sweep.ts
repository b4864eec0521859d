import { join } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import { describeHolder, tryLease, type Lease } from '../core/lease/index.ts';
import type { Job, Launcher } from '../launch/launcher.ts';
import { runDirectory } from '../runs/directory.ts';
import type { LedgerPoint } from './ledger.ts';
import type { SweepObserver } from './observer.ts';
import { refreshAfter } from './point-state.ts';
import { pointTask, type TaskOptions } from './point-task.ts';
import { estimateSecondsLeft, type RunningPoint, type SweepProgress } from './progress.ts';
import { selectPoints, type Selection } from './select.ts';
import { openSweepDirectory, sweepPath, type SweepDirectory } from './sweep-directory.ts';

export interface SweepOptions extends Selection, TaskOptions {
  readonly runsDirectory: string;
  readonly launcher: Launcher;
  readonly observer: SweepObserver;
  /** Calls its argument at each Ctrl-C until the returned function is called. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

export interface SweepResult {
  readonly path: string;
  /** In the experiment's order. */
  readonly points: readonly LedgerPoint[];
  readonly interrupted: boolean;
}

/**
 * Runs the points of a sweep that aren't finished, each in a process of its own. A point that fails doesn't stop the others.
 * At the first interrupt the processes save a checkpoint and stop; at the second they are killed.
 * @throws TesseraError `run-busy` if another process runs this sweep, `bad-argument` if a selected point doesn't exist
 */
export async function runSweep(loaded: LoadedExperiment, options: SweepOptions): Promise<SweepResult> {
  const path = sweepPath(options.runsDirectory, loaded);
  const lease = await leaseOf(path);
  try {
    const directory = await openSweepDirectory(path, loaded);
    const selected = selectPoints(directory.points(), options);
    options.observer.opened(path, directory.points(), selected);
    const interrupted = await runPoints(directory, selected, loaded, options);
    return { path, points: directory.points(), interrupted };
  } finally {
    options.observer.closed();
    await lease.release();
  }
}

async function runPoints(
  directory: SweepDirectory,
  selected: readonly LedgerPoint[],
  { points }: LoadedExperiment,
  options: SweepOptions,
): Promise<boolean> {
  const { atOnce, launcher, observer } = options;
  const configs = new Map(points.map((point) => [point.id, point]));
  const tasks = await Promise.all(
    selected.map((point) => pointTask(directory, point, configs.get(point.id)!, options)),
  );
  const jobs = await launcher.submit(tasks, { atOnce });
  const stopListening = options.onInterrupt(passInterrupts(jobs, observer));
  const ticking = setInterval(() => {
    void progressOf(directory, jobs, atOnce).then((progress) => observer.progressed(progress));
  }, 1000);
  try {
    const stopped = await Promise.all(selected.map((point, index) => follow(directory, point, jobs[index]!, observer)));
    return stopped.includes(true);
  } finally {
    clearInterval(ticking);
    stopListening();
  }
}

/** Keeps the ledger right while one point runs. True if it was stopped before its end. */
async function follow(
  directory: SweepDirectory,
  { id }: LedgerPoint,
  job: Job,
  observer: SweepObserver,
): Promise<boolean> {
  const current = () => directory.points().find((point) => point.id === id)!;
  void job.started.then(async () => {
    const { error: _, ...rest } = current();
    const started: LedgerPoint = { ...rest, state: 'running', attempts: rest.attempts + 1 };
    observer.started(started);
    await directory.update(started);
  });
  const end = await job.ended;
  const point = await refreshAfter(end, directory.path, current(), directory.logFile(current()));
  await directory.update(point);
  if (!end.cancelled || point.state !== 'waiting') observer.ended(point);
  return end.cancelled && point.state !== 'completed';
}

/** Ctrl-C reaches the points through here: they run in process groups of their own. */
function passInterrupts(jobs: readonly Job[], observer: SweepObserver): () => void {
  let interrupts = 0;
  return () => {
    const how = ++interrupts === 1 ? 'stop' : 'kill';
    observer.interrupted(how);
    for (const job of jobs) void job.cancel(how);
  };
}

async function progressOf(directory: SweepDirectory, jobs: readonly Job[], atOnce: number): Promise<SweepProgress> {
  const states = await Promise.all(jobs.map((job) => job.poll()));
  const runningNames = new Set(jobs.filter((_, index) => states[index] === 'running').map((job) => job.task.name));
  const points = directory.points();
  const running = await Promise.all(
    points.filter(({ name }) => runningNames.has(name)).map((point) => readRunning(directory, point)),
  );
  const waiting = states.filter((state) => state === 'waiting').length;
  return { points, running, secondsLeft: estimateSecondsLeft(points, running, waiting, atOnce) };
}

async function readRunning(directory: SweepDirectory, point: LedgerPoint): Promise<RunningPoint> {
  const record = await runDirectory(directory.runPath(point)).readRecord();
  return { point, step: record?.step ?? 0, totalSteps: record?.totalSteps ?? 0, seconds: record?.seconds ?? 0 };
}

async function leaseOf(path: string): Promise<Lease> {
  const lease = await tryLease(join(path, 'sweep.lease'));
  if (!('heldBy' in lease)) return lease;
  const { heldBy, isHere } = lease;
  throw new TesseraError({
    code: 'run-busy',
    message: `${describeHolder(heldBy)} is running this sweep now, in ${path}`,
    hints: isHere && heldBy ? [`stop it first: kill -INT ${heldBy.pid}`] : ['stop it there first'],
  });
}
