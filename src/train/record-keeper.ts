import { setTimeout as pause } from 'node:timers/promises';
import { firstMessageOf, TesseraError } from '../core/errors/index.ts';
import { errorCode } from '../core/exists.ts';
import { hideSecrets } from '../core/secrets/hide.ts';
import { endedRecord } from '../runs/attempts.ts';
import type { RunDirectory } from '../runs/directory.ts';
import { figureList } from '../runs/figures.ts';
import type { RunRecord, RunStatus } from '../runs/record.ts';
import type { SplitResult } from '../runs/result.ts';
import type { TrainingProgress } from './checkpoint.ts';
import type { TrainObserver } from './observer.ts';

const secondsBetweenWrites = 2;

export interface RecordKeeper {
  /** Seconds of training in all attempts. */
  seconds(): number;
  /**
   * Returns an observer that notes the step and the best validation, and passes everything on. It is warned once when
   * the record can't be written, and once when it can be again.
   */
  watch(observer: TrainObserver): TrainObserver;
  /** The record as it is now. */
  record(): RunRecord;
  /** Notes that the sweep's pruner has ended training. */
  pruned(why: NonNullable<RunRecord['pruned']>): void;
  /**
   * Writes the figures of the best validation, if the file lacks them. Before a checkpoint that means this validation:
   * it has no figures, and a run that goes on takes them from here. A write that fails is told, and ends nothing.
   */
  keepBest(): Promise<void>;
  /** Writes the outcome, and tries again for a while if the disk refuses it. @throws the last error */
  end(status: RunStatus, error?: string): Promise<void>;
}

export interface RecordKeeperOptions {
  /** For how many seconds the outcome is tried to be written. */
  readonly triesFor?: number;
  /** Seconds between two tries. */
  readonly triesEvery?: number;
}

/**
 * Keeps `run.json` up to date while a run trains: step and best validation every few seconds, the outcome at the end.
 * A record that can't be written for a time, as on a full disk, doesn't end the run: the next write has all of it.
 */
export function recordKeeper(
  run: Pick<RunDirectory, 'writeRecord'>,
  record: RunRecord,
  { triesFor = 30, triesEvery = 1 }: RecordKeeperOptions = {},
): RecordKeeper {
  const began = performance.now();
  let current = record;
  let written = began;
  let bestOnDisk = record.best;
  let writing = Promise.resolve();
  let warn: (message: string) => void = () => undefined;
  let isFailing = false;
  let images = 0;
  const seconds = () => record.seconds + (performance.now() - began) / 1000;
  const write = () => {
    written = performance.now();
    const snapshot = current;
    const done = writing
      .then(() => run.writeRecord(snapshot))
      .then(() => {
        bestOnDisk = snapshot.best;
        worked();
      }, failed);
    writing = done.catch(() => undefined);
    return done;
  };
  const worked = () => {
    if (isFailing) warn('run.json can be written again');
    isFailing = false;
  };
  const failed = (error: unknown) => {
    if (!isFailing && !isLost(error)) warn(`${firstMessageOf(error)}; training goes on, and run.json is tried again`);
    isFailing = true;
    throw error;
  };
  const writeUntil = async (end: number): Promise<void> => {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (!mayPass(error) || performance.now() >= end) throw error;
        await pause(triesEvery * 1000);
      }
    }
  };

  return {
    seconds,
    record: () => current,
    pruned: (why) => void (current = { ...current, pruned: why }),
    keepBest: () => (current.best === bestOnDisk ? Promise.resolve() : write().catch(() => undefined)),
    watch(observer) {
      warn = (message) => observer.warned?.(message);
      return {
        ...observer,
        stepped(report) {
          current = { ...current, step: report.step, seconds: seconds() };
          images += report.images;
          if (performance.now() - written > secondsBetweenWrites * 1000) write().catch(() => undefined);
          observer.stepped(report);
        },
        validated(step, evaluation, best, figures) {
          if (best?.step === step) current = { ...current, best: withFigures(best, figures) };
          observer.validated(step, evaluation, best, figures);
        },
      };
    },
    end(status, error) {
      const attemptSeconds = (performance.now() - began) / 1000;
      const shown = error === undefined ? undefined : hideSecrets(error);
      current = endedRecord(current, { status, error: shown, seconds: seconds(), images, attemptSeconds });
      return writeUntil(performance.now() + triesFor * 1000);
    },
  };
}

function withFigures(best: NonNullable<TrainingProgress['best']>, figures: SplitResult): RunRecord['best'] {
  const direction = figureList(figures).find(({ name }) => name === best.metric)?.direction;
  return { ...best, ...(direction && { direction }), figures };
}

const passing: ReadonlySet<string> = new Set(
  'ENOSPC EDQUOT EACCES EPERM EROFS EIO EMFILE ENFILE EBUSY ESTALE ETIMEDOUT'.split(' '),
);

/** Whether what the system refused now it may allow later, as when somebody has freed some space. */
function mayPass(error: unknown): boolean {
  return passing.has(errorCode(error instanceof TesseraError ? error.cause : error) ?? '');
}

/** Whether another process has taken the run: then nothing more is to be written. */
function isLost(error: unknown): boolean {
  return error instanceof TesseraError && error.problems.some(({ code }) => code === 'lease-lost');
}
