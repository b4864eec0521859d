import { cp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../core/exists.ts';
import { makeFolder } from '../core/make-folder.ts';
import { kindOf } from './kind-of.ts';

/**
 * Moves what a run wrote into its copy of a commit (a download, a cache, a plugin's own files) to the same place in the
 * project. What is there already stays; the copy's goes beside it, with `.launched` and a number after its name.
 */
export async function keepWhatWasMade(paths: readonly string[], copy: string, project: string): Promise<void> {
  // A name with a slash at its end would mean a folder only.
  const names = paths.map((path) => path.replace(/\/$/, ''));
  for (const name of names) await keep(join(copy, name), join(project, name));
}

async function keep(made: string, place: string): Promise<void> {
  const [what, there] = [await kindOf(made), await kindOf(place)];
  // Links were made for the copy; a file that is gone was committed, and removed by the run.
  if (what === 'nothing' || what === 'link') return;
  if (there === 'nothing') return move(made, place);
  if (what === 'folder' && there === 'folder') {
    for (const name of await readdir(made)) await keep(join(made, name), join(place, name));
    return;
  }
  for (let count = 1; ; count++) {
    const beside = `${place}.launched-${count}`;
    if ((await kindOf(beside)) === 'nothing') return move(made, beside);
  }
}

async function move(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  try {
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true, errorOnExist: true, force: false, verbatimSymlinks: true });
    await rm(from, { recursive: true, force: true });
  }
}
