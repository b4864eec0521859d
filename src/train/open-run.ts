import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../core/write-file.ts';
import { TesseraError } from '../core/errors/index.ts';
import type { Attempt } from '../runs/attempt.ts';
import { newRecord, resumedRecord, type NewRun } from '../runs/attempts.ts';
import { createRun, type HeldRun, type StoppedRun } from '../runs/directory.ts';
import { keepFiles, type FilesToKeep } from '../runs/keep-files.ts';
import type { RunRecord } from '../runs/record.ts';
import { loadCheckpoint, type StateSource, type TrainingProgress } from './checkpoint.ts';

/** What a run's folder gets when an attempt begins. */
export interface Beginning {
  readonly run: NewRun;
  readonly attempt: Attempt;
  /** The content of `config.yaml`. */
  readonly config: string;
  readonly kept: FilesToKeep;
}

export interface OpenRun {
  readonly run: HeldRun;
  readonly record: RunRecord;
  /** The progress from which training continues. */
  readonly progress: TrainingProgress;
}

const beginning: TrainingProgress = { step: 0, best: null };

/** Makes the folder of a new run. */
export async function beginRun(directory: string, { run: given, attempt, config, kept }: Beginning): Promise<OpenRun> {
  const record = newRecord(given, attempt);
  return { run: await createRun(directory, config, record, kept), record, progress: beginning };
}

/**
 * Continues in the folder of a run that stopped: fills `state` from its last checkpoint.
 * A run that was stopped before its first checkpoint starts from the beginning.
 * @throws TesseraError `bad-checkpoint`
 */
export async function resumeRun(stopped: StoppedRun, next: Beginning, state: StateSource): Promise<OpenRun> {
  const { run, record: old } = stopped;
  const progress = await loadCheckpoint(run.checkpointFile('last'), state).catch((error: unknown) => {
    if (isMissing(error)) return beginning;
    throw error;
  });
  const record = {
    ...resumedRecord(old, next.run, next.attempt, progress.step),
    // The record has the figures of the best validation too, if the checkpoint means the same one.
    ...(progress.best && { best: old.best?.step === progress.best.step ? old.best : progress.best }),
  };
  await run.assertHeld();
  await keepResult(run, old);
  await keepFiles(next.kept, run.path);
  await writeFileAtomic(run.configFile, next.config);
  await run.writeRecord(record);
  return { run, record, progress };
}

/** A complete run that is trained longer gets another result. The one that it has stays under the name of its step. */
async function keepResult({ path, resultFile }: HeldRun, { step, status }: RunRecord): Promise<void> {
  if (status === 'completed') await rename(resultFile, join(path, `result-step-${step}.json`));
}

function isMissing(error: unknown): boolean {
  return error instanceof TesseraError && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}
