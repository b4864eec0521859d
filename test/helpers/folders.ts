import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAbsent } from '../../src/core/exists.ts';
import { newFolder } from './tessera.ts';

/** A new folder with empty files at these paths. */
export async function folderOf(...files: readonly string[]): Promise<string> {
  const folder = await newFolder();
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
  return folder;
}

/** The folder of the run or sweep `<name>-<id>` in a folder of runs; undefined if there is none. */
export async function runNamed(runs: string, name: string): Promise<string | undefined> {
  const found = (await runsIn(runs)).find((each) => each.startsWith(`${name}-`));
  return found && join(runs, found);
}

/** The names of the runs and sweeps in a folder of runs; none if it isn't there. */
export async function runsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
}
