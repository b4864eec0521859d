import { waitForLease, type LeaseOptions } from './lease/index.ts';

/**
 * Does the work, unless it is done. While another process does it, waits for it; what a dead process left undone is done
 * here. `options.signal` ends the waiting, `options.onWait` hears for whom.
 * @throws the signal's reason, or what `work` throws
 */
export async function doOnce(
  leaseFile: string,
  isDone: () => Promise<boolean>,
  work: () => Promise<void>,
  options: LeaseOptions = {},
): Promise<void> {
  if (await isDone()) return;
  const lease = await waitForLease(leaseFile, options);
  try {
    if (!(await isDone())) await work();
  } finally {
    await lease.release();
  }
}
