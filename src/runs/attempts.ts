import type { Attempt } from './attempt.ts';
import type { RunRecord } from './record.ts';

/** The parts of a record that its first attempt knows. */
export type NewRun = Pick<
  RunRecord,
  'id' | 'name' | 'totalSteps' | 'parameters' | 'data' | 'inputs' | 'reproduces' | 'config'
>;

/** The record of a run that begins now, in this process. */
export function newRecord(run: NewRun, attempt: Attempt): RunRecord {
  const { startedAt, host } = attempt;
  return { ...run, status: 'running', step: 0, startedAt, seconds: 0, pid: process.pid, host, attempts: [attempt] };
}

/** The record of a run that goes on: earlier attempts stay as they are, and the last one is closed. */
export function resumedRecord(old: RunRecord, run: NewRun, attempt: Attempt, step: number): RunRecord {
  const { endedAt: _, error: __, best: ___, pruned: ____, ...kept } = old;
  const number = old.attempts.at(-1)!.number + 1;
  return {
    ...kept,
    ...run,
    status: 'running',
    step,
    pid: process.pid,
    host: attempt.host,
    attempts: [...closed(old), { ...attempt, number, firstStep: step, lastStep: step }],
  };
}

/** Attempts of a run that no process trains: one that never said its end was killed, after the last step it told. */
function closed({ attempts, step }: RunRecord): Attempt[] {
  return attempts.map((attempt) =>
    attempt.outcome === 'running'
      ? { ...attempt, outcome: 'killed', lastStep: Math.max(attempt.firstStep, step) }
      : attempt,
  );
}

export interface AttemptEnd {
  readonly status: RunRecord['status'];
  readonly error?: string | undefined;
  readonly seconds: number;
  /** Images that this attempt trained on, and the seconds that it took. */
  readonly images: number;
  readonly attemptSeconds: number;
}

/** The record at the end of its last attempt. */
export function endedRecord(
  record: RunRecord,
  { status, error, seconds, images, attemptSeconds }: AttemptEnd,
): RunRecord {
  const endedAt = new Date().toISOString();
  const reason = error === undefined ? {} : { error };
  const ended: Partial<Attempt> = {
    outcome: status,
    endedAt,
    lastStep: record.step,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    ...(images > 0 && { imagesPerSecond: images / attemptSeconds }),
    ...reason,
  };
  const attempts = record.attempts.map((attempt, index) =>
    index === record.attempts.length - 1 ? { ...attempt, ...ended } : attempt,
  );
  return { ...record, status, seconds, endedAt, ...reason, attempts };
}
