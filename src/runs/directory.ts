import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { readFormatted, withFormat } from '../core/format/index.ts';
import { writeJson } from '../core/json-file.ts';
import { runRecordSchema, type RunRecord } from './record.ts';
import { runResultSchema, type RunResult } from './result.ts';

/** The files of one run. */
export interface RunDirectory {
  readonly path: string;
  readonly configFile: string;
  /** Path of a checkpoint by its name: `last`, `best`, `epoch-3`. */
  checkpointFile(name: string): string;
  readRecord(): Promise<RunRecord | undefined>;
  writeRecord(record: RunRecord): Promise<void>;
  readResult(): Promise<RunResult | undefined>;
  writeResult(result: RunResult): Promise<void>;
}

export function runDirectory(path: string): RunDirectory {
  const recordFile = join(path, 'run.json');
  const resultFile = join(path, 'result.json');
  return {
    path,
    configFile: join(path, 'config.yaml'),
    checkpointFile: (name) => join(path, 'checkpoints', `${name}.safetensors`),
    readRecord: () => readFormatted(recordFile, 'record', runRecordSchema),
    writeRecord: (record) => writeJson(recordFile, withFormat(record)),
    readResult: () => readFormatted(resultFile, 'result', runResultSchema),
    writeResult: (result) => writeJson(resultFile, withFormat(result)),
  };
}

/**
 * Makes the directory of a new run, complete with config and record, or nothing.
 * It is filled beside its place and renamed there, so no other process ever sees a part of it.
 * @throws TesseraError `run-exists`, where two processes that start the same run get one directory between them;
 * `bad-argument` if it can't be written.
 */
export async function createRun(path: string, config: string, record: RunRecord): Promise<RunDirectory> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    await mkdir(join(draft, 'checkpoints'), { recursive: true });
    await writeFile(join(draft, 'config.yaml'), config);
    await runDirectory(draft).writeRecord(record);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    const existing = await runDirectory(path).readRecord();
    if (existing) throw runExists(path, existing);
    throw cannotWrite(path, error);
  }
  return runDirectory(path);
}

/** @throws TesseraError `run-exists` if there is a run at this place, saying where it stands and what to do. */
export async function assertNoRun(path: string): Promise<void> {
  const record = await runDirectory(path).readRecord();
  if (record) throw runExists(path, record);
}

export interface StoppedRun {
  readonly run: RunDirectory;
  readonly record: RunRecord;
}

/**
 * Opens a run that stopped before its end.
 * @throws TesseraError `run-missing`, `run-exists` if it is complete, `run-busy` if its process is alive.
 */
export async function openStoppedRun(path: string): Promise<StoppedRun> {
  const run = runDirectory(path);
  const record = await run.readRecord();
  if (!record) {
    throw new TesseraError({ code: 'run-missing', message: `${path} is not a run: it has no run.json`, hints: ['see tessera list'] });
  }
  if (record.status === 'completed') throw isComplete(path, record);
  if (isAlive(record)) {
    throw new TesseraError({
      code: 'run-busy',
      message: `process ${record.pid} is training ${path} now, at step ${record.step} of ${record.totalSteps}`,
      hints: [`stop it first: kill -INT ${record.pid}`],
    });
  }
  return { run, record };
}

/** Whether the process that wrote the record still runs, as far as this machine can tell. */
export function isAlive({ status, host, pid }: RunRecord): boolean {
  if (status !== 'running' || host !== hostname() || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function runExists(path: string, record: RunRecord): TesseraError {
  const alive = isAlive(record);
  const status = record.status === 'running' && !alive ? 'stopped' : record.status;
  return new TesseraError({
    code: 'run-exists',
    message: `this experiment has a run already: ${path} (${status}, step ${record.step} of ${record.totalSteps}); a run is never overwritten`,
    hints: alive ? [`process ${record.pid} is training it now: tessera list`] : nextFor(path, record),
  });
}

function isComplete(path: string, { step, totalSteps }: RunRecord): TesseraError {
  return new TesseraError({
    code: 'run-exists',
    message: `${path} is complete, at step ${step} of ${totalSteps}; there is nothing left to resume`,
    hints: [`see its figures: tessera test ${path}`, 'for another run, change something: tessera run <file> --set seed=1'],
  });
}

function cannotWrite(path: string, cause: unknown): TesseraError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const hints = ['give another place for run folders: --runs <folder>'];
  return new TesseraError({ code: 'bad-argument', message: `expected to be able to make the run folder ${path}: ${why}`, hints }, { cause });
}

function nextFor(path: string, { status }: RunRecord): string[] {
  const next =
    status === 'completed'
      ? [`see its figures: tessera test ${path}`, 'for another run of it, change something: --set seed=1']
      : [`go on with it: tessera run --resume ${path}`];
  return [...next, 'or delete the folder to start from nothing'];
}
