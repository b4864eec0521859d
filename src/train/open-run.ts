import { TesseraError } from '../core/errors/index.ts';
import { createRun, type HeldRun, type StoppedRun } from '../runs/directory.ts';
import type { RunRecord } from '../runs/record.ts';
import { loadCheckpoint, type StateSource, type TrainingProgress } from './checkpoint.ts';

export interface OpenRun {
  readonly run: HeldRun;
  readonly record: RunRecord;
  /** The progress from which training continues. */
  readonly progress: TrainingProgress;
}

const beginning: TrainingProgress = { step: 0, best: null };

/** Makes the folder of a new run. */
export async function beginRun(directory: string, config: string, record: RunRecord): Promise<OpenRun> {
  return { run: await createRun(directory, config, record), record, progress: beginning };
}

/**
 * Continues in the folder of a run that stopped: fills `state` from its last checkpoint.
 * A run that was stopped before its first checkpoint starts from the beginning.
 * @throws TesseraError `bad-checkpoint`
 */
export async function resumeRun(stopped: StoppedRun, fresh: RunRecord, state: StateSource): Promise<OpenRun> {
  const { run, record: old } = stopped;
  const progress = await loadCheckpoint(run.checkpointFile('last'), state).catch((error: unknown) => {
    if (isMissing(error)) return beginning;
    throw error;
  });
  const record = {
    ...fresh,
    startedAt: old.startedAt,
    seconds: old.seconds,
    attempts: old.attempts + 1,
    step: progress.step,
    ...(progress.best && { best: progress.best }),
  };
  await run.writeRecord(record);
  return { run, record, progress };
}

function isMissing(error: unknown): boolean {
  return error instanceof TesseraError && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}
