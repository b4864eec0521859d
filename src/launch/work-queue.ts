import { leaseState, tryLease, waitForLease, type Lease } from '../core/lease/index.ts';
import { branchVariable, commitVariable } from '../runs/git.ts';
import { removeDeadCopies } from './commit-copy.ts';
import type { Command, Interrupt, Job, JobEnd, ProcessLauncher } from './launcher.ts';
import type { Project } from './project.ts';
import { hasEnded, type Launch, type LaunchQueue, type QueuedCommit } from './queue.ts';

export interface WorkOptions {
  readonly project: Project;
  readonly check: (commit: QueuedCommit) => Promise<void>;
  readonly launcher: ProcessLauncher;
  /** The command whose process runs a launch. */
  readonly command: (launch: Launch) => Command;
  /** Undefined if its output goes to that of this process. */
  readonly logOf: (launch: Launch) => string | undefined;
  readonly onInterrupt: (listener: (how: Interrupt) => void) => () => void;
  /** Calls its argument when a checkpoint is asked for, until the returned function is called. */
  readonly onSave: (listener: () => void) => () => void;
  readonly started?: (launch: Launch) => void;
  /** Ends the work before the queue is empty, as when the launches that someone waits for have ended. */
  readonly isDone?: () => Promise<boolean>;
}

/**
 * Starts what waits in the queue, one launch after the other, until nothing waits. Every launch has a process of its
 * own, so it goes on if this process is killed; whoever works on the queue next waits for it.
 * @returns `busy` at once if another process works on the queue: it takes what was added meanwhile
 */
export async function workQueue(queue: LaunchQueue, options: WorkOptions): Promise<'done' | 'busy' | 'interrupted'> {
  for (;;) {
    const lease = await tryLease(queue.leaseFile);
    if ('heldBy' in lease) return 'busy';
    let end: 'done' | 'interrupted';
    try {
      await removeDeadCopies(options.project);
      end = await drain(queue, lease, options);
    } finally {
      await lease.release();
    }
    // Something may have been added after the last look, by a process that still saw this one at work.
    if (end === 'interrupted' || (await options.isDone?.()) || !(await nextOf(queue))) return end;
  }
}

async function drain(queue: LaunchQueue, lease: Lease, options: WorkOptions): Promise<'done' | 'interrupted'> {
  const [stop, jobs]: [AbortController, Job[]] = [new AbortController(), []];
  let current: Launch | undefined;
  const stopListening = [
    options.onInterrupt((how) => {
      stop.abort();
      void jobs.at(-1)?.cancel(how);
    }),
    options.onSave(() => void save(queue, current, jobs.at(-1))),
  ];
  try {
    for (;;) {
      for (const commit of await queue.commits()) await options.check(commit);
      const next = (await options.isDone?.()) ? undefined : await nextOf(queue);
      if (stop.signal.aborted) return 'interrupted';
      if (!next) return 'done';
      await lease.assertHeld();
      if (await isHeld(queue, next)) {
        // Started by a process that was killed since; the launch itself goes on.
        await untilFree(queue, next, stop.signal);
        continue;
      }
      current = next;
      await runOne(queue, next, { ...options, jobs, isStopped: () => stop.signal.aborted });
    }
  } finally {
    for (const stopOne of stopListening) stopOne();
  }
}

/** Asks the launch for a checkpoint. One whose process does not hold it yet has nothing to save, and may not listen. */
async function save(queue: LaunchQueue, launch: Launch | undefined, job: Job | undefined): Promise<void> {
  if (launch && job && (await isHeld(queue, launch))) await job.save();
}

/** A launch that runs, or whose process died, comes before those that wait. */
async function nextOf(queue: LaunchQueue): Promise<Launch | undefined> {
  const launches = await queue.launches();
  return launches.find(({ state }) => state === 'running') ?? launches.find(({ state }) => state === 'waiting');
}

async function isHeld(queue: LaunchQueue, { id }: Launch): Promise<boolean> {
  const { state } = await leaseState(queue.leaseOf(id));
  return state === 'held' || state === 'unknown';
}

async function untilFree(queue: LaunchQueue, { id }: Launch, signal: AbortSignal): Promise<void> {
  const lease = await waitForLease(queue.leaseOf(id), { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  await lease?.release();
}

async function runOne(
  queue: LaunchQueue,
  launch: Launch,
  {
    project,
    launcher,
    command,
    logOf,
    jobs,
    started,
    isStopped,
  }: WorkOptions & {
    readonly jobs: Job[];
    readonly isStopped: () => boolean;
  },
): Promise<void> {
  const logFile = logOf(launch);
  const task = {
    name: launch.file ?? launch.id,
    command: command(launch),
    workingDirectory: project.directory,
    environment: environmentOf(launch),
    reportFile: queue.reportOf(launch.id),
    ...(logFile !== undefined && { logFile }),
  };
  const [job] = await launcher.submit([task], { atOnce: 1 });
  jobs.push(job!);
  if (isStopped()) void job!.cancel('stop');
  started?.(launch);
  await settle(queue, launch.id, await job!.ended, isStopped());
}

/** Tells the process, and those that it starts, which commit it runs. */
function environmentOf({ commit, branch }: Launch): Record<string, string> {
  return { [commitVariable]: commit, [branchVariable]: branch ?? '' };
}

/** After so many, the process is one that can't live: starting it again would go on for ever. */
const mostDeaths = 3;

/** The process writes how it ended. If it could not, this does. */
async function settle(queue: LaunchQueue, id: string, end: JobEnd, isStopped: boolean): Promise<void> {
  const lease = await waitForLease(queue.leaseOf(id));
  try {
    const launch = await queue.launch(id);
    if (!launch) return;
    // Whoever stops the queue does not cancel what is in it.
    if (launch.state === 'interrupted' && isStopped) return await queue.write({ ...launch, state: 'running' });
    if (hasEnded(launch) || isStopped) return;
    const how =
      end.signal === undefined
        ? `its process ended with exit code ${end.exitCode}`
        : `its process was killed by ${end.signal}`;
    const deaths = (launch.deaths ?? 0) + 1;
    // Its jobs go on, and the next process watches them again.
    if (launch.hasJobs && end.signal !== undefined && deaths <= mostDeaths)
      return await queue.write({ ...launch, deaths });
    const left = launch.hasJobs ? `; its jobs may go on: tessera sweep ${launch.file} --cancel` : '';
    await queue.write({
      ...launch,
      state: 'failed',
      endedAt: new Date().toISOString(),
      detail: `${end.error ?? how}${left}`,
      ...(end.problems && { problems: [...end.problems] }),
    });
  } finally {
    await lease.release();
  }
}
