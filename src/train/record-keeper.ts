import type { RunDirectory } from '../runs/directory.ts';
import type { RunRecord, RunStatus } from '../runs/record.ts';
import type { TrainObserver } from './observer.ts';

const secondsBetweenWrites = 2;

export interface RecordKeeper {
  /** In all attempts. */
  seconds(): number;
  /** The same observer, with the step and the best validation noted on their way. */
  watch(observer: TrainObserver): TrainObserver;
  end(status: RunStatus, error?: string): Promise<void>;
}

/** Keeps `run.json` true while a run goes on: its step and best validation every few seconds, its end at the end. */
export function recordKeeper(run: RunDirectory, record: RunRecord): RecordKeeper {
  const began = performance.now();
  let current = record;
  let written = began;
  let writing = Promise.resolve();
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
        // If this fails the next write says it all again; the last, at the end, is waited for.
        if (performance.now() - written > secondsBetweenWrites * 1000) write().catch(() => undefined);
        observer.stepped(report);
      },
      validated(step, evaluation, best) {
        if (best) current = { ...current, best };
        observer.validated(step, evaluation, best);
      },
    }),
    end(status, error) {
      current = {
        ...current,
        status,
        seconds: seconds(),
        endedAt: new Date().toISOString(),
        ...(error === undefined ? {} : { error }),
      };
      return write();
    },
  };
}
