import { TesseraError } from '../core/errors/index.ts';
import { tryLease } from '../core/lease/index.ts';
import { experimentChanges, type ExperimentChange, type LoadIn } from './experiment-changes.ts';
import type { LoadedExperiment } from '../config/index.ts';
import type { Project } from './project.ts';
import { toReported } from './report.ts';
import { hasEnded, launchId, type Launch, type LaunchQueue, type QueuedCommit } from './queue.ts';

export interface CheckOptions {
  readonly project: Project;
  readonly loadIn: LoadIn;
  readonly runOf: RunOf;
}

/** Finds the run of an experiment. */
export type RunOf = (loaded: LoadedExperiment) => Promise<ExperimentRun>;

export interface ExperimentRun {
  /** Absolute path of the folder of the run or the sweep. */
  readonly path: string;
  /** What is there: nothing, or a run or sweep in this state. A sweep with points that never ran is `unfinished`. */
  readonly state: 'absent' | 'unfinished' | 'completed' | 'failed' | 'interrupted' | 'running';
}

/**
 * Queues what a commit launches. A process that dies meanwhile leaves the commit in the queue, and the next one to
 * check it writes the same launches. Does nothing while another process checks it.
 */
export async function checkCommit(
  queue: LaunchQueue,
  { id }: Pick<QueuedCommit, 'id'>,
  options: CheckOptions,
): Promise<void> {
  const lease = await tryLease(queue.leaseOf(id));
  if ('heldBy' in lease) return;
  try {
    const commit = (await queue.commits()).find((queued) => queued.id === id);
    if (!commit) return;
    if (commit.amends !== undefined) await withdraw(queue, commit.amends, commit.head);
    await queue.writeCommit({ ...commit, attempts: commit.attempts + 1 });
    const launches = commit.attempts < 2 ? await launchesOf(commit, options) : [uncheckable(commit, queue)];
    for (const [index, launch] of launches.entries()) {
      const own = launchId(id, index);
      if ((await queue.launch(own)) === undefined) await queue.write({ id: own, ...launch });
    }
    await queue.removeCommit(id);
  } finally {
    await lease.release();
  }
}

/** What a commit launches, and what is wrong with it, in the order in which it will run. */
export async function launchesOf(
  commit: Omit<QueuedCommit, 'attempts'>,
  options: CheckOptions,
): Promise<Omit<Launch, 'id'>[]> {
  const { head, branch } = commit;
  const common = { commit: head, ...(branch !== undefined && { branch }), queuedAt: new Date().toISOString() };
  try {
    const changes = await experimentChanges(options.project, commit, {
      loadIn: options.loadIn,
      name: `check-${commit.id}`,
    });
    return await Promise.all(changes.map(async (change) => ({ ...common, ...(await launchOf(change, options)) })));
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    return [{ ...common, state: 'invalid', problems: toReported(error.problems) }];
  }
}

/** A plugin can end the process that loads it. Such a commit must not keep others from being checked for ever. */
function uncheckable({ head }: QueuedCommit, { workLog }: LaunchQueue): Omit<Launch, 'id'> {
  const problem = {
    code: 'run-failed',
    message: 'expected to find out what this commit launches, twice the process ended meanwhile',
    hints: [`its output is in ${workLog}`, 'try it in the foreground: tessera launch --since HEAD~1 --dry-run'],
  } as const;
  return { commit: head, state: 'invalid', queuedAt: new Date().toISOString(), problems: toReported([problem]) };
}

async function launchOf(
  change: ExperimentChange,
  { runOf }: CheckOptions,
): Promise<Pick<Launch, 'file' | 'state' | 'run' | 'problems' | 'unseen'>> {
  const { file } = change;
  if ('problems' in change) return { file, state: 'invalid', problems: toReported(change.problems) };
  const { path, state } = await runOf(change.loaded);
  const unseen = change.unseen.length > 0 ? { unseen: [...change.unseen] } : {};
  return { file, state: state === 'absent' || state === 'unfinished' ? 'waiting' : 'exists', run: path, ...unseen };
}

/** What waits of a commit that was amended is launched by the new commit, or not at all. */
async function withdraw(queue: LaunchQueue, amended: string, by: string): Promise<void> {
  for (const { id, commit, state } of await queue.launches()) {
    if (commit !== amended || state !== 'waiting') continue;
    await cancelIdle(queue, id, `its commit was amended: ${by.slice(0, 7)}`);
  }
}

/**
 * Ends a launch that no process has.
 * @returns `busy` if a process has it; `jobs` if its process died and its jobs may still run, which `runLaunch` cancels
 */
export async function cancelIdle(queue: LaunchQueue, id: string, detail?: string): Promise<'over' | 'busy' | 'jobs'> {
  const lease = await tryLease(queue.leaseOf(id));
  if ('heldBy' in lease) return 'busy';
  try {
    const launch = await queue.launch(id);
    if (!launch || hasEnded(launch)) return 'over';
    if (launch.hasJobs) return 'jobs';
    const why = detail === undefined ? {} : { detail };
    await queue.write({ ...launch, state: 'cancelled', endedAt: new Date().toISOString(), ...why });
    return 'over';
  } finally {
    await lease.release();
  }
}
