import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { namesIn } from '../core/list-folder.ts';
import { describeHolder, tryLease } from '../core/lease/index.ts';
import { temporaryPath } from '../core/temporary-files.ts';
import { runDirectory } from './directory.ts';
import { listCommand } from './list-command.ts';
import { livenessOf } from './liveness.ts';
import type { RunRecord } from './record.ts';

/** What goes when a run is deleted. */
export interface Deletion {
  readonly path: string;
  readonly record: RunRecord;
  readonly files: number;
  readonly bytes: number;
  /** Names such as `best` and `epoch-3`. */
  readonly checkpoints: readonly string[];
  readonly evaluations: readonly string[];
  /** What lies in the folder that neither a run nor a report on it makes. */
  readonly others: readonly string[];
}

/** What a run has in its folder. Event files are known by their name. */
const own: ReadonlySet<string> = new Set([
  ...[
    'run.json',
    'config.yaml',
    'result.json',
    'metrics.jsonl',
    'notes.json',
    'origins.json',
    'run.lease',
    'report.html',
  ],
  ...['checkpoints', 'evaluations', 'logs', 'code', 'train', 'val', 'test'],
]);

/**
 * What deleting a run would remove. Nothing is changed.
 *
 * @throws TesseraError `run-missing` for a folder that is no run, `run-busy` for one that a process trains, or may,
 * `file-unreadable`
 */
export async function planDeletion(path: string): Promise<Deletion> {
  const { record, names } = await deletable(path);
  const { files, bytes } = await sizeOf(path);
  return {
    path,
    record,
    files,
    bytes,
    checkpoints: (await namesIn(join(path, 'checkpoints'))).sort().map((name) => name.replace(/\.safetensors$/, '')),
    evaluations: (await namesIn(join(path, 'evaluations'))).sort(),
    others: names.filter(
      (name) => !own.has(name) && !name.includes('tfevents') && !/^result-step-\d+\.json$/.test(name),
    ),
  };
}

/** The record and the content of a folder that may be deleted. @throws TesseraError as `planDeletion` */
async function deletable(path: string): Promise<{ readonly record: RunRecord; readonly names: readonly string[] }> {
  const run = runDirectory(path);
  const record = (await isFolder(path)) ? await run.readRecord() : undefined;
  if (!record) throw notARun(path, 'it is no folder with a run.json');
  const names = await readdir(path);
  const foreign = names.find((name) => name === '.git' || name === 'sweep.json' || name === 'package.json');
  if (foreign !== undefined) throw notARun(path, `it has \`${foreign}\``);
  const { state, holder, isHere } = await livenessOf(run, record);
  if (state === 'running' || state === 'unknown')
    throw isBusy(path, state, describeHolder(holder), isHere ? holder?.pid : undefined);
  return { record, names };
}

/**
 * Deletes a run. It is taken first, so that no process can go on with it, and leaves its place at once, so that a
 * process that is killed leaves no half of a run: the next run that is made beside it removes what is left.
 *
 * @throws TesseraError as `planDeletion`
 */
export async function deleteRun(path: string): Promise<void> {
  await deletable(path);
  const lease = await tryLease(runDirectory(path).leaseFile);
  if ('heldBy' in lease) throw isBusy(path, 'running', describeHolder(lease.heldBy), undefined);
  const gone = temporaryPath(join(dirname(path), `.${basename(path)}`));
  try {
    await lease.move(runDirectory(gone).leaseFile, () => rename(path, gone));
  } finally {
    await lease.release();
  }
  await rm(gone, { recursive: true, force: true });
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}

async function sizeOf(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(async (entry) => (await lstat(join(entry.parentPath, entry.name))).size),
  );
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function notARun(path: string, why: string): TesseraError {
  return new TesseraError({
    code: 'run-missing',
    message: `expected the folder of a run, got ${path}: ${why}`,
    hints: [`only whole folders of single runs are deleted; see ${listCommand(dirname(path))}`],
  });
}

function isBusy(path: string, state: 'running' | 'unknown', holder: string, pid: number | undefined): TesseraError {
  const message =
    state === 'running'
      ? `${holder} is training ${path} now; it is not deleted`
      : `${holder} may be training ${path}, which can't be seen from here; it is not deleted`;
  const hints = pid === undefined ? ['stop it there first'] : [`stop it first: kill -INT ${pid}`];
  return new TesseraError({ code: 'run-busy', message, hints });
}
