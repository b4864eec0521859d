import { rm } from 'node:fs/promises';
import { availableProcessors } from '../core/processors.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import type { SweepPoint } from '../config/index.ts';
import type { Command, Task } from '../launch/launcher.ts';
import { runDirectory, type RunDirectory } from '../runs/directory.ts';
import type { LedgerPoint } from './ledger.ts';
import { rungFile } from './rung-file.ts';
import { moveAside } from './move-aside.ts';
import type { SweepDirectory } from './sweep-directory.ts';

export interface TaskOptions {
  /** Working directory of the points' processes. Paths in the experiment are relative to it. */
  readonly workingDirectory: string;
  /** How many points run at a time. */
  readonly atOnce: number;
  /** The command line of this program with the given arguments. */
  readonly tessera: (args: readonly string[]) => Command;
  /**
   * The command line of a process that runs one point after the other. Without it, each point has a process of its own.
   */
  readonly worker?: Command | undefined;
  /** Takes runs from processes on other machines without watching whether they live. */
  readonly force?: boolean | undefined;
  /** Threads of all points that run at a time; by default as many as there are processors. */
  readonly threads?: number | undefined;
}

/** The process of a point. */
export interface PointTask extends Task {
  /** The threads that it gets because the point had so many before. */
  readonly threadsAsBefore?: number | undefined;
}

/**
 * The process that finishes a point. A run that stopped is resumed, from its last checkpoint if it has one. A point
 * that begins anew does so with the threads of its first attempt, and its old folder is moved aside. Nothing is ever
 * removed.
 * @throws TesseraError `file-unreadable` if the state of the run is unknown
 */
export async function pointTask(
  directory: SweepDirectory,
  point: LedgerPoint,
  { experiment, yaml }: SweepPoint,
  isAnew: boolean,
  { atOnce, tessera, worker, workingDirectory, force, threads }: TaskOptions,
): Promise<PointTask> {
  const run = runDirectory(directory.runPath(point));
  const isFree = experiment.engine.threads === undefined;
  const threadsAsBefore = isFree && isAnew ? await threadsOf(run) : undefined;
  if (isAnew) await moveAside(run.path);
  await writeFileAtomic(directory.configFile(point), yaml);
  const resumable = (await run.readRecord()) !== undefined;
  // What an earlier folder of this run has recorded counts for nothing.
  if (!resumable) await rm(rungFile(directory.path, point.name), { force: true });
  const pruning = directory.prunerFile === undefined ? [] : ['--pruner', directory.prunerFile];
  const args = resumable
    ? ['run', '--resume', run.path, ...(force ? ['--force'] : []), ...pruning]
    : ['run', directory.configFile(point), '--expect-id', point.id, '--run-directory', run.path, ...pruning];
  return {
    name: point.name,
    command: tessera(args),
    // The code of plugins stays in a process, so a process runs one point of theirs.
    ...(worker && {
      worker: { command: worker, args, isReusable: !hasPlugins(experiment), logFile: directory.workerLogFile },
    }),
    workingDirectory,
    environment: isFree ? { TESSERA_THREADS: String(threadsAsBefore ?? threadsEach(atOnce, threads)) } : {},
    threadsAsBefore,
    logFile: directory.logFile(point),
    reportFile: directory.reportFile(point),
  };
}

function hasPlugins({ plugins = [] }: Partial<SweepPoint['experiment']>): boolean {
  return plugins.length > 0;
}

/** The threads of a run's first attempt: with as many, its numbers are the same. Undefined if they can't be read. */
async function threadsOf(run: RunDirectory): Promise<number | undefined> {
  const record = await run.readRecord().catch(() => undefined);
  return record?.attempts[0]?.engine?.threads;
}

/** Threads for each process: if each used all processors, they would slow each other down. */
function threadsEach(atOnce: number, threads = availableProcessors().count): number {
  return Math.max(1, Math.floor(threads / atOnce));
}
