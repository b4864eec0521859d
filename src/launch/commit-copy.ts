import { lstat, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, parse, relative, resolve } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { TesseraError } from '../core/errors/index.ts';
import { exists } from '../core/exists.ts';
import { readJson, writeJson } from '../core/json-file.ts';
import { leaseState, tryLease, waitForLease } from '../core/lease/index.ts';
import { makeFolder } from '../core/make-folder.ts';
import { gitEnvironment } from '../runs/git.ts';
import { gitText } from './commits.ts';
import { linkOutside, linkUncommitted } from './copy-links.ts';
import { keepWhatWasMade } from './keep-made.ts';
import type { Project } from './project.ts';

/**
 * A working tree of one commit. What the commit holds is a copy; what git ignores (data, weights, packages, caches) are
 * links to the project's own files.
 */
export interface CommitCopy {
  /** The project's folder in the copy. */
  readonly directory: string;
  /**
   * Links what a path, relative to the project, leads to outside of the working tree, such as `../data`. Does nothing
   * for any other path.
   */
  reach(path: string): Promise<void>;
  /** A message with the project's own paths instead of the copy's. */
  inPlace(text: string): string;
  /** Others run in it: from now on it stays where it is if this process dies. */
  keep(): Promise<void>;
  /** Removes the copy. What was written into it is moved to the project. */
  remove(): Promise<void>;
}

/** What is needed to clean up after a process that died. */
const noteSchema = z.object({ top: z.string(), repository: z.string(), commit: z.string() });
type Note = z.output<typeof noteSchema>;

/**
 * Checks a commit out into a copy with this name. The place depends on the name only, so caches that are kept for the
 * paths of files fit the next copy too. Waits while another process has the copy.
 *
 * The copy lies in git's folder: it is never committed, and TensorBoard, which follows links, doesn't look there. It
 * repeats the path of the working tree, so that the folders above it can have links to what the real ones contain.
 * @param options.isReused takes a whole copy of this commit as it is, if a process left one there
 * @throws TesseraError `git-failed`
 */
export async function copyCommit(
  project: Project,
  commit: string,
  name: string,
  { isReused = false }: { readonly isReused?: boolean } = {},
): Promise<CommitCopy> {
  const folder = join(copiesFolder(project), name);
  await makeFolder(copiesFolder(project));
  const lease = await waitForLease(`${folder}.lease`);
  const top = topIn(folder, project.top);
  const note = {
    top: project.top,
    repository: await gitText(project.top, ['rev-parse', '--absolute-git-dir']),
    commit,
  };
  const remove = async () => {
    await removeFolder(folder);
    await lease.release();
  };
  try {
    if (!isReused || !(await isCopyOf(folder, note))) {
      await removeFolder(folder);
      await makeFolder(top);
      await checkOut(folder, note);
      await writeJson(noteIn(folder), note);
    }
    await linkUncommitted(project.top, top);
    const directory = join(top, project.prefix);
    // A commit from before the project was there.
    await makeFolder(directory);
    const reach = async (path: string) => {
      const target = resolve(directory, path);
      if (!isAbsolute(path) && relative(top, target).startsWith('..')) await linkOutside(target, join(folder, 'tree'));
    };
    for (const path of await committedLinks(folder, note)) {
      const target = await readlink(join(top, path));
      if (!isAbsolute(target)) await reach(relative(directory, resolve(top, dirname(path), target)));
    }
    const keep = () => writeFile(signIn(folder), '');
    return { directory, reach, keep, inPlace: (text) => text.replaceAll(top, project.top), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Removes copies that dead processes left, but those in which others run. */
export async function removeDeadCopies(project: Project): Promise<void> {
  const copies = copiesFolder(project);
  const names = (await readdir(copies).catch(() => [])).filter((name) => !name.includes('.lease'));
  for (const name of names) {
    const leaseFile = `${join(copies, name)}.lease`;
    const { state } = await leaseState(leaseFile);
    if ((state !== 'dead' && state !== 'free') || (await exists(signIn(join(copies, name))))) continue;
    const lease = await tryLease(leaseFile);
    if ('heldBy' in lease) continue;
    await removeFolder(join(copies, name));
    await lease.release();
  }
}

function copiesFolder({ gitDirectory }: Project): string {
  return join(gitDirectory, 'tessera', 'copies');
}

/** Where a working tree is repeated inside of a copy's folder. */
function topIn(folder: string, top: string): string {
  return join(folder, 'tree', relative(parse(top).root, top));
}

async function checkOut(folder: string, note: Note): Promise<void> {
  // Filters such as Git LFS run as usual; hooks and the settings of the real working tree don't count.
  const settings = ['core.sparseCheckout=false', 'core.hooksPath=/dev/null', 'core.fsmonitor=false'];
  const args = [...settings.flatMap((setting) => ['-c', setting]), 'read-tree', '--reset', '-u', note.commit];
  await gitInCopy(folder, note, args).catch((error: unknown) => {
    throw new TesseraError(
      { code: 'git-failed', message: `commit ${note.commit} could not be copied to ${folder}` },
      { cause: error },
    );
  });
}

async function committedLinks(folder: string, note: Note): Promise<string[]> {
  const entries = (await gitInCopy(folder, note, ['ls-files', '-z', '--stage'])).split('\0');
  return entries.filter((entry) => entry.startsWith('120000 ')).map((entry) => entry.split('\t')[1]!);
}

/** Runs git on the copy as a working tree, with an index of its own. */
async function gitInCopy(folder: string, { repository, top }: Note, args: readonly string[]): Promise<string> {
  const cwd = topIn(folder, top);
  const place = { GIT_DIR: repository, GIT_WORK_TREE: cwd, GIT_INDEX_FILE: join(folder, 'index') };
  const { stdout } = await execa('git', args, { cwd, env: { ...gitEnvironment(), ...place }, extendEnv: false });
  return stdout;
}

/** The caller holds the copy's lease. */
async function removeFolder(folder: string): Promise<void> {
  const note = await readJson(noteIn(folder), noteSchema);
  if (note.state === 'valid') {
    const top = topIn(folder, note.value.top);
    const list = async (...which: string[]) => {
      const text = await gitInCopy(folder, note.value, ['ls-files', '-z', ...which]).catch(() => '');
      return text.split('\0').filter(Boolean);
    };
    const { mtimeMs: checkedOut } = await stat(noteIn(folder));
    const changed: string[] = [];
    // Git also calls files modified that differ by its own conversions, such as those of line ends.
    for (const path of await list('--modified')) {
      const now = await lstat(join(top, path)).catch(() => undefined);
      if (now && now.mtimeMs > checkedOut) changed.push(path);
    }
    await keepWhatWasMade([...changed, ...(await list('--others', '--directory'))], top, note.value.top);
  }
  // What is left of a folder that is half removed must not pass for a copy.
  for (const sign of [noteIn(folder), signIn(folder)]) await rm(sign, { force: true });
  await rm(folder, { recursive: true, force: true });
}

async function isCopyOf(folder: string, { top, commit }: Note): Promise<boolean> {
  const found = await readJson(noteIn(folder), noteSchema);
  return found.state === 'valid' && found.value.top === top && found.value.commit === commit;
}

function signIn(folder: string): string {
  return join(folder, 'kept');
}

/** Written when the checkout is complete. Before that, nothing can have been written into the copy. */
function noteIn(folder: string): string {
  return join(folder, 'copy.json');
}
