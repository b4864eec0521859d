import { join } from 'node:path';
import { leaseState, tryLease, type Lease, type Watch } from '../core/lease/index.ts';

/**
 * Claims a point, so that of several processes that run a sweep, on one machine or several, one runs it. A holder on
 * another machine is watched over several calls with the same `watch`, and not waited for.
 * @returns undefined if another process has it, or may have
 */
export async function claimPoint(
  sweepPath: string,
  id: string,
  { watch, force }: { readonly watch: Watch; readonly force?: boolean | undefined },
): Promise<Lease | undefined> {
  const file = join(sweepPath, 'claims', `${id}.lease`);
  const { state } = await leaseState(file, watch);
  if (state === 'held' || (state === 'unknown' && !force)) return undefined;
  // What was judged dead by this watch need not be watched again.
  const lease = await tryLease(file, { force: true });
  return 'heldBy' in lease ? undefined : lease;
}
