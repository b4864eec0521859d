import { join } from 'node:path';
import type { SweepPoint } from '../config/index.ts';
import { mapLimited } from '../core/map-limited.ts';
import { runDirectory } from '../runs/directory.ts';
import { pointName } from '../sweep/names.ts';
import { figuresOfRun } from './run-figures.ts';

const atOnce = 16;

/**
 * What the runs of a sweep's points measured, by the ids of the points. Points that have no result yet are left out.
 */
export async function readRuns(
  sweepPath: string,
  points: readonly SweepPoint[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const found = await mapLimited(points, atOnce, async (point) => {
    const result = await runDirectory(join(sweepPath, pointName(point))).readResult();
    return result ? [[point.id, figuresOfRun(result)] as const] : [];
  });
  return new Map(found.flat());
}
