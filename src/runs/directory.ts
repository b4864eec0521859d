import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { firstMessageOf, TesseraError } from '../core/errors/index.ts';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { writeJson } from '../core/json-file.ts';
import {
  createWatch,
  describeHolder,
  leaseState,
  tryLease,
  type Holder,
  type Lease,
  type LeaseOptions,
} from '../core/lease/index.ts';
import { isTemporary, removeTemporaryFiles, temporaryPath } from '../core/temporary-files.ts';
import { moveIntoPlace, writeFileAtomic } from '../core/write-file.ts';
import { keepFiles, type FilesToKeep } from './keep-files.ts';
import { listCommand } from './list-command.ts';
import { livenessOf, type RunLiveness } from './liveness.ts';
import { runRecordSchema, type RunRecord } from './record.ts';
import { runResultSchema, type RunResult } from './result.ts';

/** The files of one run. */
export interface RunDirectory {
  readonly path: string;
  readonly recordFile: string;
  readonly configFile: string;
  readonly leaseFile: string;
  readonly resultFile: string;
  /** Path of a checkpoint by its name: `last`, `best`, `epoch-3`. */
  checkpointFile(name: string): string;
  /** Undefined if it isn't there. @throws TesseraError `file-unreadable` */
  readRecord(): Promise<RunRecord | undefined>;
  /** @throws TesseraError `lease-lost` if this process held the run and another one has taken it */
  writeRecord(record: RunRecord): Promise<void>;
  /** Undefined if it isn't there. @throws TesseraError `file-unreadable` */
  readResult(): Promise<RunResult | undefined>;
  /** @throws TesseraError `lease-lost` */
  writeResult(result: RunResult): Promise<void>;
}

/** A run that this process trains. No other process does until it is released. */
export interface HeldRun extends RunDirectory {
  /** Aborted when another process has taken the run over. */
  readonly lost: AbortSignal;
  /** Call this before each write. @throws TesseraError `lease-lost` */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

export function runDirectory(path: string): RunDirectory {
  const recordFile = join(path, 'run.json');
  const resultFile = join(path, 'result.json');
  return {
    path,
    recordFile,
    configFile: join(path, 'config.yaml'),
    leaseFile: join(path, 'run.lease'),
    resultFile,
    checkpointFile: (name) => join(path, 'checkpoints', `${name}.safetensors`),
    readRecord: () => readFormatted(recordFile, 'record', runRecordSchema),
    writeRecord: (record) => writeJson(recordFile, withFormat(record)),
    readResult: () => readFormatted(resultFile, 'result', runResultSchema),
    writeResult: (result) => writeJson(resultFile, withFormat(result)),
  };
}

function heldRun(path: string, lease: Lease): HeldRun {
  const run = runDirectory(path);
  return {
    ...run,
    lost: lease.signal,
    assertHeld: () => lease.assertHeld(),
    release: () => lease.release(),
    writeRecord: (record) => lease.assertHeld().then(() => run.writeRecord(record)),
    writeResult: (result) => lease.assertHeld().then(() => run.writeResult(result)),
  };
}

/**
 * Makes the directory of a new run, with config, record, files to keep and lease. It is filled beside its place and
 * then renamed, so that no other process ever sees a part of it.
 * @throws TesseraError `run-exists`, also for the second of two processes that start the same run at the same time;
 * `bad-argument` if it can't be written.
 */
export async function createRun(path: string, config: string, record: RunRecord, kept?: FilesToKeep): Promise<HeldRun> {
  const draft = temporaryPath(join(dirname(path), `.${basename(path)}`));
  let lease: Lease | undefined;
  try {
    lease = (await tryLease(runDirectory(draft).leaseFile)) as Lease;
    await removeDeadDrafts(dirname(path), draft);
    await mkdir(join(draft, 'checkpoints'));
    await writeFileAtomic(join(draft, 'config.yaml'), config);
    if (kept) await keepFiles(kept, draft, path);
    await runDirectory(draft).writeRecord(record);
    await lease.move(runDirectory(path).leaseFile, () => moveIntoPlace(draft, path));
  } catch (error) {
    await lease?.release();
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    await assertNoRun(path);
    throw cannotWrite(path, error);
  }
  return heldRun(path, lease);
}

/**
 * Removes drafts of dead processes. They contain no result, since they are renamed before training starts. A process
 * takes the lease first, so a draft without one is dead if it is a minute older than `mine`, by the file system's
 * clock.
 */
async function removeDeadDrafts(folder: string, mine: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith('.') && isTemporary(name));
  const now = (await stat(mine)).mtimeMs;
  for (const draft of drafts.map((name) => join(folder, name))) {
    const { state } = await leaseState(runDirectory(draft).leaseFile);
    const isOld = async () => now - (await stat(draft).catch(() => ({ mtimeMs: now }))).mtimeMs > 60_000;
    if (state === 'dead' || (state === 'free' && (await isOld()))) {
      await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** @throws TesseraError `run-exists` if there is a run at this place, with its state and what to do. */
export async function assertNoRun(path: string): Promise<void> {
  const run = runDirectory(path);
  const record = await run.readRecord();
  if (record) throw runExists(path, record, await livenessOf(run, record));
}

export interface StoppedRun {
  readonly run: HeldRun;
  readonly record: RunRecord;
}

export interface StoppedOptions extends LeaseOptions {
  /** Whether a complete run may go on, since it is to be trained longer. */
  readonly complete?: boolean;
}

/**
 * Takes over a run that stopped before its end. A run of another machine is watched for up to a minute first.
 * @throws TesseraError `run-missing`, `run-exists` if it is complete, `run-busy` if a living process trains it
 */
export async function openStoppedRun(path: string, options: StoppedOptions = {}): Promise<StoppedRun> {
  const run = runDirectory(path);
  const complete = options.complete ?? false;
  await readStopped(run, complete);
  await waitUntilJudged(run, options);
  const lease = await tryLease(run.leaseFile, options);
  if ('heldBy' in lease) throw isBusy(path, await readStopped(run, complete), lease.heldBy, lease.isHere);
  try {
    const record = await readStopped(run, complete);
    await Promise.all([path, dirname(run.checkpointFile('last'))].map(removeTemporaryFiles));
    return { run: heldRun(path, lease), record };
  } catch (error) {
    await lease.release();
    throw error;
  }
}

async function readStopped(run: RunDirectory, complete: boolean): Promise<RunRecord> {
  const record = await run.readRecord();
  if (!record) {
    throw new TesseraError({
      code: 'run-missing',
      message: `${run.path} is not a run: it has no run.json`,
      hints: [`see ${listCommand(dirname(run.path))}`],
    });
  }
  if (record.status === 'completed' && !complete) throw isComplete(run.path, record);
  return record;
}

/** Watches a run of an earlier version, which has no lease, until its state is known: its lease would seem free. */
async function waitUntilJudged(run: RunDirectory, options: StoppedOptions): Promise<void> {
  if ((await leaseState(run.leaseFile)).state !== 'free') return;
  const watch = createWatch(options);
  const { sleep: pause = pauseFor, lookEvery = 500, signal, force = false, onWait } = options;
  for (let told = false; ; told = true) {
    const record = await readStopped(run, options.complete ?? false);
    const { state, holder, isHere } = await livenessOf(run, record, watch);
    if (state === 'running') throw isBusy(run.path, record, holder, isHere);
    if (state !== 'unknown' || force) return;
    if (!told) onWait?.(undefined);
    await pause(lookEvery, signal);
  }
}

function pauseFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
}

function isBusy(
  path: string,
  { step, totalSteps }: RunRecord,
  holder: Pick<Holder, 'host' | 'pid'> | undefined,
  isHere: boolean,
): TesseraError {
  return new TesseraError({
    code: 'run-busy',
    message: `${describeHolder(holder)} is training ${path} now, at step ${step} of ${totalSteps}`,
    hints: isHere && holder ? [`stop it first: kill -INT ${holder.pid}`] : ['stop it there first'],
  });
}

function runExists(path: string, record: RunRecord, { state, holder }: RunLiveness): TesseraError {
  const { step, totalSteps } = record;
  const message =
    `this experiment has a run already: ${path} (${state}, step ${step} of ${totalSteps}); a run is never ` +
    'overwritten';
  if (state === 'running') {
    return new TesseraError({
      code: 'run-exists',
      message,
      hints: [`${describeHolder(holder)} is training it now: tessera list`],
    });
  }
  return new TesseraError({ code: 'run-exists', message, hints: nextFor(path, record) });
}

function isComplete(path: string, { step, totalSteps }: RunRecord): TesseraError {
  return new TesseraError({
    code: 'run-exists',
    message: `${path} is complete, at step ${step} of ${totalSteps}; there is nothing left to resume`,
    hints: [
      `see its figures: tessera test ${path}`,
      `train it longer: tessera run --resume ${path} --set train.epochs=<more>`,
      'for another run, change something: tessera run <file> --set seed=1',
    ],
  });
}

function cannotWrite(path: string, cause: unknown): TesseraError {
  const why = firstMessageOf(cause);
  const hints = ['give another place for run folders: --runs <folder>'];
  return new TesseraError(
    { code: 'bad-argument', message: `expected to be able to make the run folder ${path}: ${why}`, hints },
    { cause },
  );
}

function nextFor(path: string, { status }: RunRecord): string[] {
  const next =
    status === 'completed'
      ? [`see its figures: tessera test ${path}`, 'for another run of it, change something: --set seed=1']
      : [`go on with it: tessera run --resume ${path}`];
  return [...next, `or start from nothing: tessera delete ${path}`];
}
