import { join, relative } from 'node:path';
import { deleteCheckpoints } from '../runs/delete-checkpoints.ts';
import type { LedgerPoint } from './ledger.ts';
import { sweepTable } from './results.ts';
import type { SweepDirectory } from './sweep-directory.ts';

/**
 * Deletes the checkpoints of points that can't be among the best any more, if the sweep asks for that. A checkpoint
 * that can't be deleted now is deleted at the next call; the sweep goes on.
 */
export async function keepTop(directory: Pick<SweepDirectory, 'path' | 'keep' | 'points' | 'runPath'>): Promise<void> {
  const { path, keep } = directory;
  if (!keep) return;
  for (const point of pointsBelow(directory.points(), keep.top)) {
    const file = join('points', `${point.id}.yaml`);
    const why =
      `deleted, since the sweep keeps those of its ${keep.top} best points only (\`sweep.keep\`); to train it ` +
      `again: tessera run ${join(relative('', path), file)}`;
    await deleteCheckpoints(directory.runPath(point), why).catch(() => undefined);
  }
}

/**
 * The points of groups of seeds that have at least `top` better ones. Only groups whose points are all complete, each
 * with a value, take part: others may still change their place.
 */
export function pointsBelow(points: readonly LedgerPoint[], top: number): LedgerPoint[] {
  const settled = sweepTable(points).groups.filter(
    ({ runs, validation }) => runs.every(({ state }) => state === 'completed') && validation?.count === runs.length,
  );
  return settled.slice(top).flatMap(({ runs }) => runs);
}
