import { join } from 'node:path';
import { waitForLease } from '../core/lease/index.ts';
import type { Command } from '../launch/launcher.ts';
import type { LedgerPoint } from '../sweep/ledger.ts';
import { handOver } from './hand-over.ts';
import type { TaskStatus } from './launcher.ts';
import { manifestFile, readManifest } from './manifest.ts';
import { shares, statusOf, type BuildLauncher } from './queue.ts';
import { readSubmissions, writeSubmissions, type Submissions } from './submissions.ts';

/**
 * Whether a point that was submitted is gone without a word: the queue doesn't know it, nobody has cancelled it, and
 * its files tell of no end. That is so for a moment too when a task has just ended, or a shared disk lags behind.
 */
export function isMissing(
  { number, state }: Pick<LedgerPoint, 'number' | 'state'>,
  status: ReadonlyMap<number, TaskStatus>,
  { cancelled }: Pick<Submissions, 'cancelled'>,
): boolean {
  if (status.has(number!) || cancelled.includes(number!)) return false;
  // One whose task was killed may have saved by itself.
  return state !== 'completed' && state !== 'failed' && state !== 'running';
}

/** Tells which of the points that are missing have been so for long enough. */
export function lostWatch(patience: number, now: () => number = () => performance.now()) {
  const since = new Map<string, number>();
  return (missing: readonly LedgerPoint[]): LedgerPoint[] => {
    const ids = new Set(missing.map(({ id }) => id));
    for (const id of since.keys()) if (!ids.has(id)) since.delete(id);
    for (const id of ids) since.set(id, since.get(id) ?? now());
    return missing.filter(({ id }) => now() - since.get(id)! >= patience);
  };
}

export interface ResubmitOptions {
  readonly build: BuildLauncher;
  readonly tessera: (args: readonly string[]) => Command;
}

/**
 * Hands lost points over again, each of them once. Of several processes that watch, one does it.
 * @returns the points that are handed over now
 */
export async function resubmitLost(
  sweep: string,
  lost: readonly LedgerPoint[],
  { build, tessera }: ResubmitOptions,
): Promise<readonly LedgerPoint[]> {
  const lease = await waitForLease(join(sweep, 'sweep.lease'));
  try {
    const before = await readSubmissions(sweep);
    const status = await statusOf(await shares(before.submissions, build));
    const again = lost.filter(
      (point) => isMissing(point, status, before) && !before.resubmitted.includes(point.number!),
    );
    if (again.length === 0) return [];
    const manifest = await readManifest(manifestFile(sweep));
    const indexes = again.map(({ number }) => number!).sort((a, b) => a - b);
    const submitted = await handOver(sweep, manifest, indexes, await build(manifest.launch), tessera);
    await writeSubmissions(sweep, {
      ...before,
      submissions: [...before.submissions, ...submitted],
      resubmitted: [...before.resubmitted, ...indexes],
    });
    return again;
  } finally {
    await lease.release();
  }
}
