import { describeHolder, leaseState, type Holder } from '../../core/lease/index.ts';
import { exists } from '../../core/exists.ts';
import type { Project } from '../../launch/project.ts';
import { hasEnded, type Launch, type LaunchQueue, type QueuedCommit } from '../../launch/queue.ts';
import { runDirectory } from '../../runs/directory.ts';
import type { CliContext } from '../context.ts';
import { launchDetails, launchJson, launchLine } from './launches.ts';
import { pathFrom } from '../path-from.ts';

export interface LaunchStatus {
  /** The process that starts what waits; undefined if there is none. */
  readonly worker: Pick<Holder, 'host' | 'pid'> | undefined;
  /** Commits that are not checked yet. */
  readonly commits: readonly QueuedCommit[];
  readonly launches: readonly SeenLaunch[];
}

interface SeenLaunch extends Launch {
  /** Absolute path; absent if it has written nothing. */
  readonly log?: string;
  /** Completed and total optimizer steps, while it runs. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** It was started, and its process is gone. It goes on with the queue. */
  readonly stopped?: true;
}

export async function readStatus(queue: LaunchQueue): Promise<LaunchStatus> {
  const lease = await leaseState(queue.leaseFile);
  const isAtWork = lease.state === 'held' || lease.state === 'unknown';
  return {
    worker: isAtWork ? lease.holder : undefined,
    commits: await queue.commits(),
    launches: await Promise.all((await queue.launches()).map((launch) => see(launch, queue))),
  };
}

async function see(launch: Launch, queue: LaunchQueue): Promise<SeenLaunch> {
  const log = queue.logOf(launch.id);
  const withLog = { ...launch, ...((await exists(log)) && { log }) };
  if (launch.state !== 'running') return withLog;
  const { state } = await leaseState(queue.leaseOf(launch.id));
  const record = launch.run === undefined ? undefined : await runDirectory(launch.run).readRecord();
  return {
    ...withLog,
    ...(record && { step: record.step, totalSteps: record.totalSteps }),
    ...((state === 'free' || state === 'dead') && { stopped: true as const }),
  };
}

export function statusJson(
  { worker, commits, launches }: LaunchStatus,
  { folder }: LaunchQueue,
  context: CliContext,
): unknown {
  return {
    queue: folder,
    worker: worker ? { host: worker.host, pid: worker.pid } : null,
    commits,
    launches: launches.map((launch) => launchJson(launch, context)),
  };
}

/** Everything that waits or runs, and the last few launches that have ended. */
export function statusLines(
  { worker, commits, launches }: LaunchStatus,
  queue: LaunchQueue,
  project: Project,
  context: CliContext,
): string[] {
  const ended = launches.filter(hasEnded);
  const open = launches.filter((launch) => !hasEnded(launch));
  const hidden = Math.max(0, ended.length - 20);
  return [
    ...(hidden > 0 ? [`(${hidden} older launches have ended; --json shows all)`] : []),
    ...[...ended.slice(hidden), ...open].flatMap((launch) => [
      launchLine(launch, project),
      ...progressOf(launch),
      ...(launch.log === undefined ? [] : [`  log: ${pathFrom(project.directory, launch.log)}`]),
      ...launchDetails(launch, context).map((line) => `  ${line}`),
    ]),
    ...commits.map(({ head }) => `commit ${head.slice(0, 7)}: being checked, or waiting to be`),
    summaryOf(open, commits, worker),
    `The queue's own log: ${pathFrom(project.directory, queue.workLog)}`,
  ];
}

function progressOf({ step, totalSteps, stopped }: SeenLaunch): string[] {
  return [
    ...(step === undefined ? [] : [`  step ${step} of ${totalSteps}`]),
    ...(stopped ? ['  its process is gone; it goes on with the queue'] : []),
  ];
}

function summaryOf(
  open: readonly SeenLaunch[],
  commits: readonly QueuedCommit[],
  worker: LaunchStatus['worker'],
): string {
  const running = open.filter(({ state, stopped }) => state === 'running' && !stopped).length;
  const waiting = open.length - running;
  const counts = `${running} ${running === 1 ? 'runs' : 'run'}, ${waiting} ${waiting === 1 ? 'waits' : 'wait'}.`;
  if (worker) return `${counts} ${describeHolder(worker)} works on the queue.`;
  return waiting + commits.length > 0
    ? `${counts} No process works on the queue: tessera launch --continue --detach`
    : counts;
}
