import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginCopies, type LoadedPlugin } from '../config/index.ts';
import { errorCode } from '../core/exists.ts';
import { keepFiles } from '../runs/keep-files.ts';

/** The code of plugins for threads. */
export interface ThreadCode {
  /** The plugins as threads are to name them. */
  readonly names: string[];
  remove(): Promise<void>;
}

/**
 * Copies plugins as this process loaded them, so that its threads run the same code whenever they start, whatever has
 * become of the project's files. What lies beside a module and was not loaded with it is linked: a module may open
 * files by names that it computes.
 */
export async function copyForThreads(plugins: readonly LoadedPlugin[]): Promise<ThreadCode> {
  const { names, files, packages, folders } = pluginCopies(plugins, 'code');
  if (files.size === 0) return { names, remove: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'tessera-plugins-'));
  await keepFiles({ files, packages }, folder);
  for (const [place, original] of folders) await linkOthers(original, join(folder, place));
  return {
    names: names.map((name) => (name.startsWith('./code/') ? join(folder, name) : name)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Links the entries of a folder that its copy lacks. */
async function linkOthers(original: string, copy: string): Promise<void> {
  for (const entry of await readdir(original, { withFileTypes: true })) {
    const kind = entry.isDirectory() ? 'junction' : 'file';
    await symlink(join(original, entry.name), join(copy, entry.name), kind).catch((error: unknown) => {
      // EPERM: on Windows, links to files need a right that most users lack.
      if (!['EEXIST', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
    });
  }
}
