import { link, readdir, symlink } from 'node:fs/promises';
import { dirname, join, parse, relative, sep } from 'node:path';
import { errorCode, exists } from '../core/exists.ts';
import { makeFolder } from '../core/make-folder.ts';
import { gitPaths } from './commits.ts';
import { kindOf } from './kind-of.ts';

/**
 * Links what git ignores in a working tree into a copy of one of its commits, where the copy has nothing of that name,
 * and the content of submodules.
 */
export async function linkUncommitted(top: string, copy: string): Promise<void> {
  const ignored = await gitPaths(top, ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory']);
  for (const path of outermost(ignored)) await linkMissing(top, copy, path);
  if (await exists(join(copy, '.gitmodules'))) {
    const entries = await gitPaths(top, ['ls-files', '--stage']);
    const submodules = entries.filter((entry) => entry.startsWith('160000 ')).map((entry) => entry.split('\t')[1]!);
    for (const path of submodules) await merge(top, copy, path);
  }
}

/**
 * Links what a path leads to outside of the working tree. `root` stands for the root of the file system; the copy of
 * the working tree is at the same place below it as the real one below the real root.
 */
export async function linkOutside(path: string, root: string): Promise<void> {
  const [names, fileSystem] = [relative(root, path).split(sep), parse(root).root];
  // Beyond the root of the file system there is nothing.
  if (names[0] === '..') return;
  for (const depth of names.keys()) {
    const part = join(...names.slice(0, depth + 1));
    const there = await kindOf(join(root, part));
    if (there === 'nothing') {
      const real = join(fileSystem, part);
      return (await kindOf(real)) === 'nothing' ? undefined : linkTo(real, join(root, part));
    }
    if (there !== 'folder') return;
  }
}

/** Git lists ignored folders inside of ignored folders too. */
function outermost(paths: readonly string[]): string[] {
  const found: string[] = [];
  for (const path of paths.toSorted()) {
    const last = found.at(-1);
    if (last === undefined || !last.endsWith('/') || !path.startsWith(last)) found.push(path);
  }
  return found.map((path) => path.replace(/\/$/, ''));
}

async function linkMissing(top: string, copy: string, path: string): Promise<void> {
  const [real, target] = [join(top, path), join(copy, path)];
  const there = await kindOf(target);
  if (there === 'folder' && (await kindOf(real)) === 'folder') return merge(top, copy, path);
  if (there !== 'nothing' || !(await canHold(copy, dirname(path)))) return;
  await makeFolder(dirname(target));
  await linkTo(real, target);
}

/** A folder on both sides holds files of the commit, and ignored ones. */
async function merge(top: string, copy: string, path: string): Promise<void> {
  const names = await readdir(join(top, path)).catch(() => []);
  for (const name of names) if (name !== '.git') await linkMissing(top, copy, join(path, name));
}

/** False if the commit has a file or a link where a folder would be needed: nothing is ever written through a link. */
async function canHold(copy: string, folder: string): Promise<boolean> {
  if (folder === '.') return true;
  const kind = await kindOf(join(copy, folder));
  return (kind === 'nothing' || kind === 'folder') && canHold(copy, dirname(folder));
}

/** On Windows, links to folders are junctions and those to files hard links, for which no special right is needed. */
async function linkTo(real: string, target: string): Promise<void> {
  if (process.platform !== 'win32') return symlink(real, target);
  const isFolder = (await kindOf(real)) === 'folder';
  await (isFolder ? symlink(real, target, 'junction') : link(real, target)).catch((error: unknown) => {
    if (errorCode(error) === 'EEXIST') throw error;
  });
}
