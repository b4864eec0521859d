import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exists } from '../core/exists.ts';
import { namesIn } from '../core/list-folder.ts';
import { readOwnJson, unreadable, writeJson } from '../core/json-file.ts';
import { makeFolder } from '../core/make-folder.ts';
import { problemSchema } from './report.ts';

/** A commit whose experiments are not known yet. */
const queuedCommitSchema = z.object({
  id: z.string(),
  bases: z.array(z.string()).readonly(),
  head: z.string(),
  branch: z.string().optional(),
  /** The commit that this one amends. */
  amends: z.string().optional(),
  /** How often its check was begun. */
  attempts: z.int().nonnegative(),
});
export type QueuedCommit = z.output<typeof queuedCommitSchema>;

export const launchStates = [
  'waiting',
  'running',
  'completed',
  'failed',
  'interrupted',
  'cancelled',
  'exists',
  'invalid',
] as const;

/** One experiment of one commit, and what became of it. */
const launchSchema = z.object({
  id: z.string(),
  /** Relative to the project. Absent if the commit itself could not be read. */
  file: z.string().optional(),
  commit: z.string(),
  branch: z.string().optional(),
  /** `exists`: the experiment had a run already. `invalid`: it was never started. */
  state: z.enum(launchStates),
  /** ISO 8601. */
  queuedAt: z.string(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  /** Absolute path of the folder of its run or sweep. */
  run: z.string().optional(),
  /** It runs as jobs, which go on if its process dies. */
  hasJobs: z.boolean().optional(),
  /** How often its process was killed while its jobs ran. */
  deaths: z.int().positive().optional(),
  /** Paths that the experiment names and that a launched run can't see, since git neither holds nor ignores them. */
  unseen: z.array(z.string()).optional(),
  /** What is wrong with it, or why it failed. */
  problems: z.array(problemSchema).optional(),
  /** Why it ended, in a few words, if its state doesn't say it. */
  detail: z.string().optional(),
});
export type Launch = z.output<typeof launchSchema>;
export type LaunchState = Launch['state'];

export function hasEnded({ state }: Pick<Launch, 'state'>): boolean {
  return state !== 'waiting' && state !== 'running';
}

/** The launches of a project on disk, in `<runs>/.launch`. Each file is written whole, by the holder of its lease. */
export interface LaunchQueue {
  readonly folder: string;
  /** Held by the process that starts launches, one after the other. */
  readonly leaseFile: string;
  /** The output of the processes in the background. */
  readonly workLog: string;
  addCommit(commit: Omit<QueuedCommit, 'id' | 'attempts'>): Promise<QueuedCommit>;
  /** Commits that are not checked yet, oldest first. @throws TesseraError `file-unreadable` */
  commits(): Promise<QueuedCommit[]>;
  writeCommit(commit: QueuedCommit): Promise<void>;
  removeCommit(id: string): Promise<void>;
  /** All launches, oldest first. @throws TesseraError `file-unreadable` */
  launches(): Promise<Launch[]>;
  launch(id: string): Promise<Launch | undefined>;
  write(launch: Launch): Promise<void>;
  /** The lease of a launch, which its process holds while it runs, or of a commit while it is checked. */
  leaseOf(id: string): string;
  logOf(id: string): string;
  /** The file in which the process of a launch says why it failed. */
  reportOf(id: string): string;
  requestCancel(id: string): Promise<void>;
  isCancelRequested(id: string): Promise<boolean>;
}

export function launchQueue(runsDirectory: string): LaunchQueue {
  const folder = join(runsDirectory, '.launch');
  const launchFile = (id: string) => join(folder, 'launches', `${id}.json`);
  const commitFile = (id: string) => join(folder, 'commits', `${id}.json`);
  const cancelFile = (id: string) => join(folder, 'launches', `${id}.cancel`);
  const launch = (id: string) => readOwnJson(launchFile(id), launchSchema);
  return {
    folder,
    leaseFile: join(folder, 'queue.lease'),
    workLog: join(folder, 'launch.log'),
    async addCommit(commit) {
      await makeFolders(folder);
      const queued = { id: newId(), attempts: 0, ...commit };
      await writeJson(commitFile(queued.id), queued);
      return queued;
    },
    commits: () => readAll(join(folder, 'commits'), (id) => readOwnJson(commitFile(id), queuedCommitSchema)),
    writeCommit: (changed) => writeJson(commitFile(changed.id), changed),
    removeCommit: (id) => rm(commitFile(id), { force: true }),
    launches: () => readAll(join(folder, 'launches'), launch),
    launch,
    write: (changed) => writeJson(launchFile(changed.id), changed),
    leaseOf: (id) => join(folder, 'leases', `${id}.lease`),
    logOf: (id) => join(folder, 'logs', `${id}.log`),
    reportOf: (id) => join(folder, 'logs', `${id}.error.json`),
    requestCancel: (id) => writeFile(cancelFile(id), ''),
    isCancelRequested: (id) => exists(cancelFile(id)),
  };
}

async function makeFolders(folder: string): Promise<void> {
  for (const name of ['commits', 'launches', 'leases', 'logs']) await makeFolder(join(folder, name));
  // The queue is never committed, even if the runs are.
  await writeFile(join(folder, '.gitignore'), '*\n');
}

async function readAll<T>(folder: string, read: (id: string) => Promise<T | undefined>): Promise<T[]> {
  const names = await namesIn(folder).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  const found: T[] = [];
  for (const id of ids.sort(byAge)) {
    const value = await read(id);
    if (value !== undefined) found.push(value);
  }
  return found;
}

/** Ids sort by time: milliseconds in base 36 have 8 digits until 2059. */
function newId(): string {
  return `${Date.now().toString(36)}${randomBytes(1).toString('hex')}`;
}

/** The id of a commit's launch number `index`, from 0. */
export function launchId(commitId: string, index: number): string {
  return `${commitId}-${index + 1}`;
}

function byAge(a: string, b: string): number {
  const [[commitA = '', indexA = '0'], [commitB = '', indexB = '0']] = [a.split('-'), b.split('-')];
  if (commitA !== commitB) return commitA < commitB ? -1 : 1;
  return Number(indexA) - Number(indexB);
}
