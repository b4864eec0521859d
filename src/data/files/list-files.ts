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
  return (await listWithHidden(folder, without)).files;
}

/** The same, and beside them the files whose names begin with a dot. */
export async function listWithHidden(
  folder: string,
  without: ReadonlySet<string> = new Set(),
): Promise<{ readonly files: string[]; readonly hidden: string[] }> {
  const found = { files: [], hidden: [] };
  await visit(folder, '', [await realpath(folder)], without, found);
  return { files: found.files.toSorted(), hidden: found.hidden.toSorted() };
}

/** `within` are the real paths of this folder and those around it, so that links in a circle end. */
async function visit(
  folder: string,
  prefix: string,
  within: readonly string[],
  without: ReadonlySet<string>,
  found: { readonly files: string[]; readonly hidden: string[] },
): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const isHidden = entry.name.startsWith('.');
    if ((isHidden && entry.isDirectory()) || leftBehind.has(entry.name.toLowerCase())) continue;
    const path = join(folder, entry.name);
    const name = prefix + entry.name;
    if (isHidden) found.hidden.push(name);
    else if (!(await isFolder(path, entry))) found.files.push(name);
    else if (!without.has(path)) {
      const real = await realpath(path);
      if (!within.includes(real)) await visit(path, `${name}/`, [...within, real], without, found);
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
