import { endedRecord } from '../runs/attempts.ts';
import type { RunDirectory } from '../runs/directory.ts';
import type { RunRecord, RunStatus } from '../runs/record.ts';
import type { TrainObserver } from './observer.ts';

const secondsBetweenWrites = 2;

export interface RecordKeeper {
  /** Seconds of training in all attempts. */
  seconds(): number;
  /** Returns an observer that notes the step and the best validation, and passes everything on. */
  watch(observer: TrainObserver): TrainObserver;
  end(status: RunStatus, error?: string): Promise<void>;
}

/**
 * Keeps `run.json` up to date while a run trains: step and best validation every few seconds, the outcome at the end.
 */
export function recordKeeper(run: RunDirectory, record: RunRecord): RecordKeeper {
  const began = performance.now();
  let current = record;
  let written = began;
  let writing = Promise.resolve();
  let images = 0;
  const seconds = () => record.seconds + (performance.now() - began) / 1000;
  const write = () => {
    written = performance.now();
    const snapshot = current;
    const done = writing.then(() => run.writeRecord(snapshot));
    writing = done.catch(() => undefined);
    return done;
  };

  return {
    seconds,
    watch: (observer) => ({
      ...observer,
      stepped(report) {
        current = { ...current, step: report.step, seconds: seconds() };
        images += report.images;
        // If this write fails, the next one has the same data again. The last write, at the end, is awaited.
        if (performance.now() - written > secondsBetweenWrites * 1000) write().catch(() => undefined);
        observer.stepped(report);
      },
      validated(step, evaluation, best) {
        if (best) current = { ...current, best };
        observer.validated(step, evaluation, best);
      },
    }),
    end(status, error) {
      const attemptSeconds = (performance.now() - began) / 1000;
      current = endedRecord(current, { status, error, seconds: seconds(), images, attemptSeconds });
      return write();
    },
  };
}
