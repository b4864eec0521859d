import type { TaskStatus } from '../../../jobs/launcher.ts';
import { waitingReason } from './waiting-reason.ts';

/** For `squeue -h -r -t all -o`: job and number in its array, state, reason, nodes. */
export const squeueFormat = '%i|%T|%r|%N';

export interface QueuedJob {
  /** Number of the array. */
  readonly job: string;
  /** In the array. */
  readonly number: number;
  readonly status: TaskStatus;
}

/** Has a node, or is about to give it back. */
const running: ReadonlySet<string> = new Set([
  'RUNNING',
  'COMPLETING',
  'CONFIGURING',
  'SIGNALING',
  'STAGE_OUT',
  'STOPPED',
  'RESIZING',
]);

/** Goes on later. */
const waiting: ReadonlySet<string> = new Set([
  'PENDING',
  'SUSPENDED',
  'REQUEUED',
  'REQUEUE_FED',
  'REQUEUE_HOLD',
  'RESV_DEL_HOLD',
  'SPECIAL_EXIT',
]);

/**
 * The jobs of arrays that wait or run, and those that were cancelled lately. Lines of other jobs are left out, as are
 * those that have ended: what became of them is in their run's own files.
 */
export function parseSqueue(text: string): QueuedJob[] {
  return text.split('\n').flatMap((line): QueuedJob[] => {
    const [, job, number, state = '', reason = '', host = ''] =
      /^\s*(\d+)_(\d+)\|(\w+)\|([^|]*)\|(.*)$/.exec(line) ?? [];
    if (job === undefined) return [];
    const at = { job, number: Number(number) };
    if (running.has(state)) return [{ ...at, status: { state: 'running', ...(host && { host }) } }];
    if (waiting.has(state)) return [{ ...at, status: { state: 'waiting', reason: waitingReason(state, reason) } }];
    if (state === 'CANCELLED') return [{ ...at, status: { state: 'cancelled' } }];
    return [];
  });
}
