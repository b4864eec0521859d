import { join } from 'node:path';
import { messageOf, TesseraError } from '../core/errors/index.ts';
import { isAbsent } from '../core/exists.ts';
import { entriesIn } from '../core/list-folder.ts';
import { plainReader, type FileReader } from '../core/many-files.ts';
import { mapLimited } from '../core/map-limited.ts';
import { readSwept } from './swept.ts';

/** The most folders that are read at a time. */
export const atOnce = 32;

/** The folder of a run, or of what was one. */
export interface FoundRun {
  readonly path: string;
  /** What lies in it. */
  readonly names: readonly string[];
  /** Why it is no run. */
  readonly problem?: string;
  /** The sweep's folder, and the values that it sets, if it is a point of one. */
  readonly sweep?: string;
  readonly swept?: Readonly<Record<string, unknown>>;
}

/**
 * A folder with `run.json` is a run, one with `sweep.json` contains runs, and one with checkpoints or a result only is
 * a damaged run.
 * @throws TesseraError `file-unreadable` if the folder itself can't be read
 */
export async function findRuns(directory: string, reader: FileReader = plainReader): Promise<FoundRun[]> {
  const entries = await entriesIn(directory).catch((error: unknown) => {
    throw new TesseraError({ code: 'file-unreadable', message: `${directory} can't be read: ${messageOf(error)}` });
  });
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const found = await mapLimited(folders, atOnce, async ({ name }): Promise<FoundRun[]> => {
    const path = join(directory, name);
    try {
      const names = await reader.names(path);
      if (names.includes('run.json')) return [{ path, names }];
      if (names.includes('sweep.json')) return await pointsOf(path, reader);
      return isRemains(names) ? [{ path, names, problem: 'it has no run.json' }] : [];
    } catch (error) {
      return isAbsent(error) ? [] : [{ path, names: [], problem: messageOf(error) }];
    }
  });
  return found.flat();
}

/** What nobody may take for nothing, since it can't be made again without training. */
function isRemains(names: readonly string[]): boolean {
  return names.includes('checkpoints') || names.includes('result.json');
}

/** The runs of a sweep, each with the values that its point sets. */
async function pointsOf(path: string, reader: FileReader): Promise<FoundRun[]> {
  const [runs, swept] = await Promise.all([findRuns(path, reader), readSwept(path)]);
  return runs.map((run) => {
    const values = swept.get(run.path.slice(path.length + 1));
    return { ...run, sweep: path, ...(values && { swept: values }) };
  });
}
