import { join } from 'node:path';
import { waitForLease } from '../core/lease/index.ts';
import type { LedgerPoint } from '../sweep/ledger.ts';
import { markCancelled } from './cancelled.ts';
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
