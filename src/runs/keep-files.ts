import { realpath, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../core/make-folder.ts';
import { writeFileAtomic } from '../core/write-file.ts';

/** Files that a run keeps besides what it writes itself. Paths are relative to its folder. */
export interface FilesToKeep {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Folders of packages, by the place in the run's folder where Node.js would look for them. */
  readonly packages: ReadonlyMap<string, string>;
}

/**
 * Writes the files into `folder`. Packages are found as before where the run lies inside of the project; elsewhere they
 * are linked.
 * @param path where the folder will be
 */
export async function keepFiles(
  { files, packages }: FilesToKeep,
  folder: string,
  path: string = folder,
): Promise<void> {
  for (const [name, content] of files) {
    await makeFolder(dirname(join(folder, name)));
    await writeFileAtomic(join(folder, name), content);
  }
  for (const [name, target] of packages) {
    if (await isFound(name, target, path)) continue;
    await makeFolder(dirname(join(folder, name)));
    // On Windows, a junction needs no rights that a user lacks.
    await symlink(target, join(folder, name), 'junction');
  }
}

/** Whether a module in the run's folder finds this package in a folder above. */
async function isFound(name: string, target: string, path: string): Promise<boolean> {
  const inside = name.slice(name.indexOf('node_modules'));
  const wanted = await realpath(target);
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = await realpath(join(folder, inside)).catch(() => undefined);
    if (found !== undefined) return found === wanted;
    if (dirname(folder) === folder) return false;
  }
}
