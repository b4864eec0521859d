import { relative } from 'node:path';
import { messageOf } from '../core/errors/index.ts';
import { manyFiles } from '../core/many-files.ts';
import { mapLimited } from '../core/map-limited.ts';
import type { Direction } from '../registry/index.ts';
import { atOnce, findRuns } from './find-runs.ts';
import { readSummary, unreadableRun, type RunSummary } from './run-summary.ts';

export type { RunSummary } from './run-summary.ts';

/** A run in a list. */
export interface ListedRun extends RunSummary {
  /** What it is trained with; undefined if that can't be read. It is read when it is first asked for. */
  readonly config: () => Promise<unknown>;
  /** Which values of its figures are better, by name, as its files say. */
  readonly directions?: Readonly<Record<string, Direction>>;
}

/**
 * All runs in a folder, with those of its sweeps, newest first. A run that can't be read is listed with the reason.
 * @throws TesseraError `file-unreadable` if the folder itself can't be read
 */
export async function readRuns(runsDirectory: string): Promise<ListedRun[]> {
  const reader = manyFiles();
  const runs = await mapLimited(await findRuns(runsDirectory, reader), atOnce, async (found): Promise<ListedRun> => {
    const place = {
      path: relative(runsDirectory, found.path),
      ...(found.sweep !== undefined && { sweep: relative(runsDirectory, found.sweep) }),
      ...(found.swept && { swept: found.swept }),
    };
    const bad = (reason: string) => ({ ...unreadableRun(place, reason), config: async () => undefined });
    if (found.problem !== undefined) return bad(found.problem);
    return readSummary(found, place, reader).catch((error: unknown) => bad(messageOf(error)));
  });
  return runs.toSorted((a, b) => compare(b.startedAt, a.startedAt) || compare(a.path, b.path));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The same as data, without configurations. */
export async function listRuns(runsDirectory: string): Promise<RunSummary[]> {
  return (await readRuns(runsDirectory)).map(summaryOf);
}

/** A run of a list as data, without its configuration. */
export function summaryOf({ config: _, directions: __, ...summary }: ListedRun): RunSummary {
  return summary;
}
