import { waitForLease, type LeaseOptions } from './lease/index.ts';

/**
 * Does the work if it is not done. While another process does it, waits for that process; if that process dies, does
 * the work here. `options.signal` ends the waiting; `options.onWait` is told for whom this waits.
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
