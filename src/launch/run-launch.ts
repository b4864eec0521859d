import type { LoadedExperiment } from '../config/index.ts';
import { sha256 } from '../core/file-hash.ts';
import { TesseraError } from '../core/errors/index.ts';
import { tryLease } from '../core/lease/index.ts';
import type { RunOf } from './check-commit.ts';
import { copyCommit, type CommitCopy } from './commit-copy.ts';
import { pathsIn, problemsInPlace, type LoadIn } from './experiment-changes.ts';
import type { Project } from './project.ts';
import { hasEnded, type Launch, type LaunchQueue } from './queue.ts';
import { toReported, type ReportedProblem } from './report.ts';

export interface RunLaunchOptions {
  readonly project: Project;
  readonly loadIn: LoadIn;
  readonly runOf: RunOf;
  /** Does it in a folder. */
  readonly run: (what: ToRun, directory: string) => Promise<RunEnd>;
  /** Asks the run to stop, as Ctrl-C does. */
  readonly stop: () => void;
}

/** A file to run or to submit, a run to resume, or a file whose jobs are to be cancelled. */
export type ToRun =
  { readonly file: string } | { readonly submit: string } | { readonly resume: string } | { readonly withdraw: string };

export interface RunEnd {
  readonly state: 'completed' | 'failed' | 'interrupted';
  readonly problems?: readonly ReportedProblem[] | undefined;
}

/**
 * Runs a launch in this process, in a copy of its commit, and writes how it ended. One whose experiment names a
 * launcher is submitted there and watched, and the copy stays until its jobs have ended. A launch whose process died is
 * resumed; if it was cancelled since, only its jobs are. Does nothing if another process runs it, or if it has ended.
 */
export async function runLaunch(
  queue: LaunchQueue,
  id: string,
  options: RunLaunchOptions,
): Promise<Launch | undefined> {
  const lease = await tryLease(queue.leaseOf(id));
  if ('heldBy' in lease) return undefined;
  try {
    const launch = await queue.launch(id);
    if (launch?.file === undefined || hasEnded(launch)) return launch;
    const end = await endOf({ ...launch, file: launch.file }, queue, options);
    // What was written when it began stays.
    const ended = { ...((await queue.launch(id)) ?? launch), ...end, endedAt: new Date().toISOString() };
    await queue.write(ended);
    return ended;
  } finally {
    await lease.release();
  }
}

type End = Partial<Launch> & Pick<Launch, 'state'>;

async function endOf(
  launch: Launch & { readonly file: string },
  queue: LaunchQueue,
  options: RunLaunchOptions,
): Promise<End> {
  if (!launch.hasJobs && (await queue.isCancelRequested(launch.id))) return { state: 'cancelled' };
  let copy: CommitCopy | undefined;
  try {
    // Jobs of a process that died still run in the copy that it had.
    const isReused = launch.state === 'running';
    copy = await copyCommit(options.project, launch.commit, copyName(queue), { isReused });
    return await runIn(copy, launch, queue, options);
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    return { state: 'failed', problems: toReported(copy ? problemsInPlace(error.problems, copy) : error.problems) };
  } finally {
    await copy?.remove();
  }
}

async function runIn(
  copy: CommitCopy,
  launch: Launch & { readonly file: string },
  queue: LaunchQueue,
  { loadIn, runOf, run, stop }: RunLaunchOptions,
): Promise<End> {
  const loaded = await (await loadIn(copy.directory))(launch.file);
  const experiments = [loaded.experiment, ...loaded.points.map((point) => point.experiment)];
  for (const place of new Set(experiments.flatMap(pathsIn))) await copy.reach(place);
  const { path, state } = await runOf(loaded);
  const isOwn = launch.state === 'running' && launch.run === path;
  if (isOwn && (state === 'completed' || state === 'failed')) return { state };
  if (!isOwn && state !== 'absent' && state !== 'unfinished') return { state: 'exists', run: path };
  // Before they can begin, so that whoever goes on knows of them.
  if (loaded.launch) await copy.keep();
  await queue.write({
    ...launch,
    state: 'running',
    startedAt: launch.startedAt ?? new Date().toISOString(),
    run: path,
    ...(loaded.launch && { hasJobs: true }),
  });

  // Its process died before it heard of that.
  const isWithdrawn = launch.hasJobs === true && (await queue.isCancelRequested(launch.id));
  const what = isWithdrawn
    ? { withdraw: launch.file }
    : whatToRun(launch.file, loaded, isOwn && state !== 'absent' ? path : undefined);
  const stopWatching = isWithdrawn ? () => undefined : watchForCancel(queue, launch, stop);
  try {
    const end = await run(what, copy.directory);
    const isCancelled = end.state === 'interrupted' && (await queue.isCancelRequested(launch.id));
    return {
      state: isCancelled ? 'cancelled' : end.state,
      run: path,
      ...(end.problems && { problems: toReported(problemsInPlace(end.problems, copy)) }),
    };
  } finally {
    stopWatching();
  }
}

/**
 * A sweep that is started again goes on by itself, and so do jobs.
 * @param begun the folder of a run that the launch has begun
 */
function whatToRun(file: string, { launch, points }: LoadedExperiment, begun: string | undefined): ToRun {
  if (launch) return { submit: file };
  return begun !== undefined && points.length === 0 ? { resume: begun } : { file };
}

/** Calls `stop` once the launch is to be cancelled. */
function watchForCancel(queue: LaunchQueue, { id }: Launch, stop: () => void): () => void {
  const watch = setInterval(() => {
    void queue.isCancelRequested(id).then((isRequested) => {
      if (!isRequested) return;
      clearInterval(watch);
      stop();
    });
  }, 500);
  return () => clearInterval(watch);
}

/** The same for all launches of a queue, one of which runs at a time. */
function copyName({ folder }: LaunchQueue): string {
  return `run-${sha256(folder).slice(0, 12)}`;
}
