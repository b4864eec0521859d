import { basename, dirname, join, resolve } from 'node:path';
import { exists } from '../core/exists.ts';
import { findRun } from '../runs/find-run.ts';
import { readRuns, type ListedRun } from '../runs/list.ts';
import { readSwept } from '../runs/swept.ts';

/** A run that a board may show. `path` is its name there. */
export interface BoardRun extends ListedRun {
  /** The absolute path of its folder. */
  readonly directory: string;
}

/**
 * The runs that names stand for: a run's folder, a folder of runs, or what `findRun` takes for a run. Of one folder,
 * runs have the names that they have in it; of several, those of the folders come first.
 *
 * @param runsDirectory where names of runs are looked up
 * @throws TesseraError `run-missing`, `file-unreadable`
 */
export async function boardRuns(
  names: readonly string[],
  runsDirectory: string,
  workingDirectory: string,
): Promise<BoardRun[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const path = resolve(workingDirectory, name);
      if (!(await exists(path))) return oneRun(await findRun(name, runsDirectory, workingDirectory));
      if (await exists(join(path, 'run.json'))) return oneRun(path);
      const runs = await runsIn(path);
      return names.length === 1 ? runs : runs.map((run) => ({ ...run, path: join(basename(path), run.path) }));
    }),
  );
  return withOwnNames(found.flat());
}

async function oneRun(directory: string): Promise<BoardRun[]> {
  const name = basename(directory);
  return (await runsIn(dirname(directory))).filter(({ path }) => path === name);
}

/** The runs in a folder, which may be that of a sweep. */
async function runsIn(folder: string): Promise<BoardRun[]> {
  const [runs, swept] = await Promise.all([readRuns(folder), readSwept(folder)]);
  return runs.map((run) => {
    const values = run.swept ?? swept.get(run.path);
    return { ...run, directory: join(folder, run.path), ...(values && { swept: values }) };
  });
}

/** A run that is named twice is one; runs of one name get that of the folder around them too. */
function withOwnNames(runs: readonly BoardRun[]): BoardRun[] {
  const once = [...new Map(runs.map((run) => [run.directory, run])).values()];
  const count = (path: string) => once.filter((run) => run.path === path).length;
  return once.map((run) =>
    count(run.path) === 1 ? run : { ...run, path: join(basename(dirname(run.directory)), run.path) },
  );
}
