import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Experiment } from '../../schemas/index.ts';
import type { SweepPoint } from '../config/index.ts';
import { exitCodes, TesseraError, type ExitCode } from '../core/errors/index.ts';
import { exists } from '../core/exists.ts';
import type { Interrupt, Job, ProcessLauncher, Task } from '../launch/launcher.ts';
import { runDirectory } from '../runs/directory.ts';
import type { LedgerPoint } from '../sweep/ledger.ts';
import type { SweepObserver } from '../sweep/observer.ts';
import { listSource, type PointSource } from '../sweep/point-source.ts';
import type { TaskOptions } from '../sweep/point-task.ts';
import { runPoints } from '../sweep/run-points.ts';
import type { SweepDirectory } from '../sweep/sweep-directory.ts';
import { sweepPaths } from '../sweep/sweep-paths.ts';
import { cancelledTasks } from './cancelled.ts';
import type { Launcher } from './launcher.ts';
import { searchFile, type Manifest, type ManifestPoint } from './manifest.ts';
import { taskDirectory } from './task-directory.ts';

export interface RunTasksOptions extends Omit<TaskOptions, 'workingDirectory'> {
  /** Runs the points' processes, which end with this one. */
  readonly processes: ProcessLauncher;
  /** Who started this process: asked to start the task again when it had to end early. */
  readonly launcher: Pick<Launcher, 'startAgain'>;
  /** The search that a file describes. */
  readonly searchIn: (file: string) => Promise<PointSource>;
  readonly observer: SweepObserver;
  readonly onInterrupt: (listener: (how: Interrupt) => void) => () => void;
  /** SIGUSR2: save, make room, and go on later. */
  readonly onSave: (listener: () => void) => () => void;
}

/** The points with these numbers, asked for by their place among them. */
function onlyOf(source: PointSource, indexes: readonly number[]): PointSource {
  return {
    count: indexes.length,
    list: () => undefined,
    known: (path) => source.known(path),
    at: (index, state) => source.at(indexes[index]! - 1, state),
  };
}

export interface TasksEnd {
  /** 0: all are complete. 1 and 2: one has failed, and would again. 75: something is left to do. */
  readonly exitCode: ExitCode;
  readonly points: readonly LedgerPoint[];
  /** Whether the launcher starts it again by itself. */
  readonly startsAgain: boolean;
}

/**
 * Runs points of a sweep that was submitted, on whatever machine this is. All that it knows it reads from the sweep's
 * folder, and all that it finds out it writes there. Several processes may have the same points: each is run by one.
 * @throws TesseraError `bad-argument` if the manifest lacks a task
 */
export async function runTasks(
  sweep: string,
  manifest: Manifest,
  indexes: readonly number[],
  options: RunTasksOptions,
): Promise<TasksEnd> {
  const { search } = manifest;
  const tasks = search ? [] : indexes.map((index) => taskOf(manifest, index));
  const directory = await taskDirectory(sweep, search ? 'all' : tasks, manifest.objective);
  const source = search
    ? onlyOf(await options.searchIn(searchFile(sweep)), indexes)
    : listSource(await Promise.all(tasks.map((task) => pointOf(sweep, task))));
  const ownPoints = () => directory.points().filter(({ number }) => indexes.includes(number!));
  const before = await stepsOf(directory);
  const stop = new AbortController();
  const onInterrupt = (listener: (how: Interrupt) => void) => {
    const stopListening = [options.onInterrupt(listener), options.onSave(() => listener('stop'))];
    return () => stopListening.forEach((stopOne) => stopOne());
  };
  const stopListening = onInterrupt(() => stop.abort());
  const cancelled = watchCancelled(sweep, directory);
  const { processes } = options;
  const submit: ProcessLauncher['submit'] = (given, how) =>
    cancelled.watch(processes.submit(given.map(withEnvironment(manifest)), how));
  let interrupted = false;
  try {
    await cancelled.look();
    const points = ownPoints();
    const selected = points.filter(({ state }) => state !== 'completed');
    options.observer.opened({ path: sweep, points, count: source.count, selected, gone: [] });
    ({ interrupted } = await runPoints(
      directory,
      source,
      ({ id }) => !cancelled.isCancelled(id),
      {
        ...options,
        launcher: { submit },
        workingDirectory: await folderHere(manifest.workingDirectory),
        retries: manifest.retries,
        onInterrupt,
        onSave: () => () => {},
      },
      stop.signal,
    ));
  } finally {
    cancelled.close();
    stopListening();
    processes.close?.();
  }
  const ended = ownPoints();
  // A search's point that has not begun has no entry.
  const exitCode = interrupted && ended.length < indexes.length ? exitCodes.tryAgain : exitCodeOf(ended);
  // A list that one process works through goes on in another one, if whoever submitted it wants that.
  const isWanted = exitCode === exitCodes.tryAgain && indexes.length === 1;
  const hasGained = (await stepsOf(directory)) > before;
  const startsAgain = isWanted && ((await options.launcher.startAgain?.(hasGained)) ?? false);
  return { exitCode, points: ended, startsAgain };
}

function withEnvironment({ environment }: Manifest) {
  return (task: Task): Task => ({ ...task, environment: { ...environment, ...task.environment } });
}

/** The folder as it was named, or, on a machine that has it elsewhere, the one in which this process was started. */
async function folderHere(workingDirectory: string): Promise<string> {
  return (await exists(workingDirectory)) ? workingDirectory : process.cwd();
}

function taskOf({ points }: Manifest, index: number): ManifestPoint {
  const found = points.find(({ number }) => number === index);
  if (found) return found;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected --index to be that of a point that was submitted, got ${index}`,
    hints: [`there are ${points.length}, from ${points[0]?.number ?? 1} to ${points.at(-1)?.number ?? 1}`],
  });
}

/** The point's own configuration, which was checked before it was written, and is again by the process that runs it. */
async function pointOf(sweep: string, { number: _, ...task }: ManifestPoint): Promise<SweepPoint> {
  const yaml = await readFile(sweepPaths(sweep).configFile(task), 'utf8');
  return { ...task, yaml, experiment: parse(yaml) as Experiment };
}

/** Steps of all runs together. */
async function stepsOf(directory: SweepDirectory): Promise<number> {
  const steps = await Promise.all(
    directory.points().map(async (point) => {
      const record = await runDirectory(directory.runPath(point))
        .readRecord()
        .catch(() => undefined);
      return record?.step ?? 0;
    }),
  );
  return steps.reduce((sum, step) => sum + step, 0);
}

export function exitCodeOf(points: readonly Pick<LedgerPoint, 'state' | 'code'>[]): ExitCode {
  const failed = points.filter(({ state }) => state === 'failed');
  if (failed.length > 0)
    return failed.some(({ code }) => isWrongInput(code)) ? exitCodes.wrongInput : exitCodes.runFailed;
  return points.every(({ state }) => state === 'completed') ? exitCodes.done : exitCodes.tryAgain;
}

function isWrongInput(code: string | undefined): boolean {
  if (code === undefined) return false;
  return new TesseraError({ code: code as never, message: '' }).exitCode === exitCodes.wrongInput;
}

const lookEvery = 1000;

/** Stops what was cancelled by a file, and tells what is not to begin. */
function watchCancelled(sweep: string, directory: Pick<SweepDirectory, 'points'>) {
  const running = new Set<Job>();
  let cancelled: ReadonlySet<number> = new Set();
  const isCancelled = (id: string) =>
    directory.points().some((point) => point.id === id && cancelled.has(point.number ?? 0));
  const isJobOf = ({ task }: Job, { name, number }: LedgerPoint) => task.name === name && cancelled.has(number ?? 0);
  const look = async () => {
    cancelled = await cancelledTasks(sweep).catch(() => cancelled);
    for (const job of running) if (directory.points().some((point) => isJobOf(job, point))) void job.cancel('stop');
  };
  const timer = setInterval(() => void look(), lookEvery);
  return {
    isCancelled,
    look,
    async watch(submitted: Promise<readonly Job[]>) {
      const jobs = await submitted;
      for (const job of jobs) {
        running.add(job);
        void job.ended.then(() => running.delete(job));
      }
      return jobs;
    },
    close: () => clearInterval(timer),
  };
}
