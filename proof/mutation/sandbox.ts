import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { applyMutant, type Mutant } from './mutant.ts';

/** A copy of the project where files may be broken. */
export interface Sandbox {
  readonly root: string;
  /** For TMPDIR and HOME of the tests, so that a mutant that deletes too much finds nothing of the user's. */
  readonly scratch: string;
  apply(mutant: Mutant): Promise<() => Promise<void>>;
  /** Deletes what tests left behind. */
  clean(): Promise<void>;
}

/** Copies what Git would commit, `dist/`, and what the tests' loader keeps. Packages and shared data are linked. */
export async function createSandbox(project: string): Promise<Sandbox & { remove(): Promise<void> }> {
  const base = await mkdtemp(join(tmpdir(), 'mutation-'));
  // Some tests run code as another user, who has to read it.
  await chmod(base, 0o755);
  const [root, scratch] = [join(base, 'project'), join(base, 'scratch')];
  await Promise.all([mkdir(root), mkdir(scratch)]);
  await copyTree(project, root);
  // Without it, the first test would blank out the types of every module, and count as slow.
  for (const kept of ['typescript', 'packages'].map((name) => join('.cache', name)))
    if (existsSync(join(project, kept))) await cp(join(project, kept), join(root, kept), { recursive: true });
  await linkPackages(join(project, 'node_modules'), join(root, 'node_modules'));
  const shared = join(project, '../shared');
  if (existsSync(shared)) await symlink(shared, join(base, 'shared'));
  return {
    root,
    scratch,
    apply: async (mutant) => {
      const path = join(root, mutant.file);
      const text = await readFile(path, 'utf8');
      await writeFile(path, applyMutant(text, mutant));
      return () => writeFile(path, text);
    },
    clean: async () => {
      const names = await readdir(scratch);
      await Promise.all(names.map((name) => rm(join(scratch, name), { recursive: true, force: true })));
    },
    remove: () => rm(base, { recursive: true, force: true, maxRetries: 3 }),
  };
}

async function copyTree(from: string, to: string): Promise<void> {
  const list = (args: readonly string[]) => execa('git', ['ls-files', '-z', ...args], { cwd: from });
  const [committed, built] = await Promise.all([
    list(['--cached', '--others', '--exclude-standard', '--deduplicate']),
    list(['--others', '--', 'dist', 'src/log/tensorboard/dist']),
  ]);
  const names = `${committed.stdout}\0${built.stdout}`.split('\0').filter((name) => name !== '');
  for (const name of names) {
    // Deleted, but not committed yet.
    if (!existsSync(join(from, name))) continue;
    await mkdir(dirname(join(to, name)), { recursive: true });
    await copyFile(join(from, name), join(to, name));
  }
}

/**
 * Links each package, not the folder, so that the cache that AVA keeps there is the sandbox's own. A package of the
 * project itself is a link already, to its folder there: the same link here leads to the copy.
 */
async function linkPackages(from: string, to: string): Promise<void> {
  await mkdir(to);
  const names = (await readdir(from)).filter((name) => name !== '.cache');
  await Promise.all(
    names.map(async (name) => {
      const ownLink = await readlink(join(from, name)).catch(() => undefined);
      await symlink(ownLink ?? join(from, name), join(to, name));
    }),
  );
}
