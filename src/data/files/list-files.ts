import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that operating systems leave in folders. Others begin with a dot. */
const leftBehind: ReadonlySet<string> = new Set(['thumbs.db', 'desktop.ini']);

/**
 * Every file of a folder and of the folders in it, as sorted paths within the folder, with `/` between names. Hidden
 * files and folders (`.DS_Store`, `._a.png`) and the folders in `without` (absolute paths) are left out.
 * @throws Error as `readdir`
 */
export async function listFiles(folder: string, without: ReadonlySet<string> = new Set()): Promise<string[]> {
  const files: string[] = [];
  await visit(folder, '', [await realpath(folder)], without, files);
  return files.sort();
}

/** `within` are the real paths of this folder and those around it, so that links in a circle end. */
async function visit(
  folder: string,
  prefix: string,
  within: readonly string[],
  without: ReadonlySet<string>,
  files: string[],
): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || leftBehind.has(entry.name.toLowerCase())) continue;
    const path = join(folder, entry.name);
    const name = prefix + entry.name;
    if (!(await isFolder(path, entry))) files.push(name);
    else if (!without.has(path)) {
      const real = await realpath(path);
      if (!within.includes(real)) await visit(path, `${name}/`, [...within, real], without, files);
    }
  }
}

/** A link counts as what it leads to; one that leads nowhere as a file, so that reading it tells. */
async function isFolder(path: string, entry: { isDirectory(): boolean; isSymbolicLink(): boolean }): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return stat(path).then(
    (target) => target.isDirectory(),
    () => false,
  );
}
