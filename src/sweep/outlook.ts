import { readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LedgerPoint } from './ledger.ts';

/** What one point takes. */
export interface PointCost {
  readonly seconds?: number | undefined;
  readonly bytes?: number | undefined;
}

/** What is still to run, and what that may take. */
export interface Outlook {
  readonly points: number;
  readonly toRun: number;
  /** With so many at a time as asked for, if they don't slow each other down. Absent if no point's time is known. */
  readonly seconds?: number;
  readonly bytes?: number;
  /** Free space of the disk on which the runs folder is, or will be; absent where the system doesn't say. */
  readonly freeBytes?: number;
  /** Points that have run and whose time and size count for the others; 0 if it was tried or is unknown. */
  readonly measuredOn: number;
}

/** The most folders whose size is taken. */
const mostMeasured = 20;

/** How many points a sweep has, or is to have, and how many of them are still to run. */
export interface SweepSize {
  readonly total: number;
  readonly toRun: number;
}

/** @param cost of one point, where none has run yet */
export async function sweepOutlook(
  path: string,
  points: readonly LedgerPoint[],
  { total, toRun }: SweepSize,
  atOnce: number,
  cost: () => Promise<PointCost>,
): Promise<Outlook> {
  const done = points.filter(({ state, seconds }) => state === 'completed' && seconds !== undefined);
  const { seconds, bytes } = done.length > 0 ? await costOf(path, done) : toRun > 0 ? await cost() : {};
  const freeBytes = await freeSpace(path);
  const rounds = Math.ceil(toRun / Math.max(1, atOnce));
  return {
    points: total,
    toRun,
    ...(seconds !== undefined && { seconds: seconds * rounds }),
    ...(bytes !== undefined && { bytes: bytes * toRun }),
    ...(freeBytes !== undefined && { freeBytes }),
    measuredOn: done.length,
  };
}

async function costOf(path: string, done: readonly LedgerPoint[]): Promise<PointCost> {
  const sizes = await Promise.all(done.slice(-mostMeasured).map(({ name }) => sizeOf(join(path, name))));
  return { seconds: mean(done.map(({ seconds }) => seconds!)), bytes: mean(sizes) };
}

/** Bytes of all files in a folder. One that goes away meanwhile counts nothing. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Free bytes at the folder, or at the nearest one above that is there. */
async function freeSpace(folder: string): Promise<number | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await statfs(at).catch(() => undefined);
    if (found) return found.bavail * found.bsize;
    if (dirname(at) === at) return undefined;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
