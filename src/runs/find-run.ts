import { stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { exists } from '../core/exists.ts';
import { nearest, TesseraError } from '../core/errors/index.ts';
import { runDirectory } from './directory.ts';
import { listCommand } from './list-command.ts';
import { listRuns } from './list.ts';

/** More runs that fit a name are only counted. */
const mostNamed = 5;

/**
 * The absolute path of the run that a person names by its folder, by its path in the folder of runs, or by its id or
 * the beginning of its name if only one run fits.
 * @throws TesseraError `run-missing` with the nearest name, or all that fit
 */
export async function findRun(name: string, runsDirectory: string, workingDirectory: string): Promise<string> {
  for (const path of [resolve(workingDirectory, name), resolve(runsDirectory, name)]) {
    if (await runDirectory(path).readRecord()) return path;
  }
  const runs = await listRuns(runsDirectory);
  const all = runs.filter(({ path, id }) => id === name || path.startsWith(name));
  // A repetition has the id and the beginning of the name of its run.
  const originals = all.filter(({ path }) => !/\.reproduced-\d+$/.test(path));
  const fitting = originals.length > 0 ? originals : all;
  if (fitting.length === 1) return resolve(runsDirectory, fitting[0]!.path);
  const place = relative(workingDirectory, runsDirectory) || '.';
  if (fitting.length > 1) {
    const message = `expected the name of one run, ${fitting.length} runs in ${place} fit ${name}`;
    const more = fitting.length > mostNamed ? [`and ${fitting.length - mostNamed} more: ${listCommand(place)}`] : [];
    const hints = [...fitting.slice(0, mostNamed).map(({ path }) => path), ...more];
    throw new TesseraError({ code: 'run-missing', message, hints });
  }
  const near = nearest(
    name,
    runs.flatMap(({ path, id }) => [path, id]),
  );
  throw new TesseraError({
    code: 'run-missing',
    message: `expected the name of a run, got ${name}, which is ${await whatIsThere(resolve(workingDirectory, name), place)}`,
    hints: [...(near === undefined ? [] : [`did you mean ${near}?`]), `see them all: ${listCommand(place)}`],
  });
}

async function whatIsThere(path: string, runs: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return 'a file';
  return found?.isDirectory() ? 'a folder without run.json' : `not in ${runs}`;
}

/**
 * The runs that a person names: one as for `findRun`, or all of a sweep by its folder.
 * @throws TesseraError `run-missing`
 */
export async function findRunsNamed(name: string, runsDirectory: string, workingDirectory: string): Promise<string[]> {
  for (const path of [resolve(workingDirectory, name), resolve(runsDirectory, name)]) {
    if (!(await exists(join(path, 'sweep.json')))) continue;
    const runs = await listRuns(path);
    return runs.filter(({ status }) => status !== 'unreadable').map((run) => join(path, run.path));
  }
  return [await findRun(name, runsDirectory, workingDirectory)];
}
