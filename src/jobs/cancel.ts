import { join } from 'node:path';
import { waitForLease } from '../core/lease/index.ts';
import type { LedgerPoint } from '../sweep/ledger.ts';
import { markCancelled } from './cancelled.ts';
import type { TaskStatus } from './launcher.ts';
import { shares, statusOf, type BuildLauncher } from './queue.ts';
import { readSubmissions, writeSubmissions } from './submissions.ts';

/**
 * Cancels what waits and runs of a sweep: all, or some points. Those that run save and end.
 * @returns the tasks that are cancelled now
 */
export async function cancelSweep(
  sweep: string,
  build: BuildLauncher,
  only?: readonly LedgerPoint[],
): Promise<readonly number[]> {
  // Whoever watches the sweep must not take these for lost.
  const lease = await waitForLease(join(sweep, 'sweep.lease'));
  try {
    const before = await readSubmissions(sweep);
    const all = await shares(before.submissions, build);
    const status = await statusOf(all);
    const wanted = only && new Set(only.map(({ number }) => number));
    const indexes = [...status]
      .filter(([index, { state }]) => state !== 'cancelled' && (!wanted || wanted.has(index)))
      .map(([index]) => index);
    await markCancelled(sweep, indexes);
    await writeSubmissions(sweep, { ...before, cancelled: [...new Set([...before.cancelled, ...indexes])] });
    for (const { launcher, submissions } of all) await launcher.cancel(submissions, only && indexes);
    return indexes;
  } finally {
    await lease.release();
  }
}

/** Keeps that tasks were cancelled by the scheduler's own command, which the scheduler forgets after some minutes. */
export async function noteCancelled(sweep: string, status: ReadonlyMap<number, TaskStatus>): Promise<void> {
  const found = [...status].filter(([, { state }]) => state === 'cancelled').map(([index]) => index);
  const isKnown = (known: readonly number[]) => found.every((index) => known.includes(index));
  if (isKnown((await readSubmissions(sweep)).cancelled)) return;
  const lease = await waitForLease(join(sweep, 'sweep.lease'));
  try {
    const before = await readSubmissions(sweep);
    await writeSubmissions(sweep, { ...before, cancelled: [...new Set([...before.cancelled, ...found])] });
  } finally {
    await lease.release();
  }
}
