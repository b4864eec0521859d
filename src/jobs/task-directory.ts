import type { ObjectiveSection } from '../../schemas/index.ts';
import { exists } from '../core/exists.ts';
import { appendChange, changeReader, readLedger } from '../sweep/ledger.ts';
import { refresh } from '../sweep/point-state.ts';
import { prunerFile } from '../sweep/pruning.ts';
import { newPoint, type SweepDirectory } from '../sweep/sweep-directory.ts';
import { sweepPaths } from '../sweep/sweep-paths.ts';
import type { ManifestPoint } from './manifest.ts';

/**
 * A sweep's folder as a task sees it: it knows its own points only, and appends to the ledger without ever writing it
 * anew, so that thousands of tasks can begin at a time without waiting for each other.
 */
export async function taskDirectory(
  sweep: string,
  tasks: readonly ManifestPoint[],
  objective?: ObjectiveSection,
): Promise<SweepDirectory> {
  const paths = sweepPaths(sweep);
  const isPruned = await exists(prunerFile(sweep));
  const changes = changeReader(sweep);
  await changes.read();
  const known = new Map((await readLedger(sweep))?.points.map((point) => [point.id, point]));
  const own = new Map(tasks.map((task) => [task.id, known.get(task.id) ?? newPoint(task, task.number)]));
  const follow = async () => {
    const news = (await changes.read()).filter(({ id }) => own.has(id));
    for (const point of news) own.set(point.id, point);
    return news;
  };
  return {
    ...paths,
    prunerFile: isPruned ? prunerFile(sweep) : undefined,
    objective,
    points: () => [...own.values()],
    point: ({ id }) => own.get(id)!,
    async update(point) {
      own.set(point.id, point);
      await appendChange(sweep, point);
    },
    follow,
    async look({ id }) {
      await follow();
      const point = await refresh(sweep, own.get(id)!, objective);
      own.set(id, point);
      return point;
    },
    close: () => Promise.resolve(),
  };
}
