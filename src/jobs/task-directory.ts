import type { ObjectiveSection } from '../../schemas/index.ts';
import type { SweepPoint } from '../config/index.ts';
import { exists } from '../core/exists.ts';
import { appendChange, changeReader, readLedger } from '../sweep/ledger.ts';
import { refresh } from '../sweep/point-state.ts';
import { prunerFile } from '../sweep/pruning.ts';
import { newPoint, type SweepDirectory } from '../sweep/sweep-directory.ts';
import { sweepPaths } from '../sweep/sweep-paths.ts';
import type { ManifestPoint } from './manifest.ts';

/**
 * A sweep's folder as a task sees it: it knows its own points only, or all of a search, and appends to the ledger
 * without ever writing it anew, so that thousands of tasks can begin at a time without waiting for each other.
 */
export async function taskDirectory(
  sweep: string,
  tasks: readonly ManifestPoint[] | 'all',
  objective?: ObjectiveSection,
): Promise<SweepDirectory> {
  const paths = sweepPaths(sweep);
  const isPruned = await exists(prunerFile(sweep));
  const changes = changeReader(sweep);
  await changes.read();
  const known = new Map((await readLedger(sweep))?.points.map((point) => [point.id, point]));
  const own =
    tasks === 'all'
      ? known
      : new Map(tasks.map((task) => [task.id, known.get(task.id) ?? newPoint(task, task.number)]));
  const follow = async () => {
    const news = (await changes.read()).filter(({ id }) => tasks === 'all' || own.has(id));
    for (const point of news) own.set(point.id, point);
    return news;
  };
  const entryOf = (point: SweepPoint) => own.get(point.id) ?? newPoint(point, point.number ?? own.size + 1);
  return {
    ...paths,
    prunerFile: isPruned ? prunerFile(sweep) : undefined,
    objective,
    // A task knows its own points only, so it can't tell which are the best.
    keep: undefined,
    points: () => [...own.values()],
    point: entryOf,
    async update(point) {
      own.set(point.id, point);
      await appendChange(sweep, point);
    },
    follow,
    async look(given) {
      await follow();
      const point = await refresh(sweep, entryOf(given), objective);
      own.set(point.id, point);
      return point;
    },
    close: () => Promise.resolve(),
  };
}
