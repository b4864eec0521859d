import { join } from 'node:path';
import { waitForLease } from '../core/lease/index.ts';
import { freezeChanges, readLedger, writeLedger, type LedgerPoint } from './ledger.ts';

/**
 * Writes the ledger as one file, with the states that its points have by now. Whoever runs points only appends to it.
 * @param states those that are known better than the ledger knows them
 */
export async function foldLedger(sweep: string, states: readonly LedgerPoint[]): Promise<void> {
  const lease = await waitForLease(join(sweep, 'sweep.lease'));
  try {
    await freezeChanges(sweep);
    const ledger = await readLedger(sweep);
    if (!ledger) return;
    const known = new Map(states.map((point) => [point.id, point]));
    await writeLedger(sweep, { ...ledger, points: ledger.points.map((point) => known.get(point.id) ?? point) });
  } finally {
    await lease.release();
  }
}
