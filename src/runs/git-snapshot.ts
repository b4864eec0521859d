import { dirname, join, resolve } from 'node:path';
import { exists } from '../core/exists.ts';
import { branchVariable, commitVariable, gitOutput } from './git.ts';
import { differenceToHead } from './git-patch.ts';

export interface GitState {
  readonly commit: string;
  /** Absent when HEAD is detached. */
  readonly branch?: string;
  /** True if tracked files differ from the commit or untracked files that aren't ignored are there. */
  readonly dirty: boolean;
  /**
   * Hash of the difference to the commit, of the names of untracked files, and of the content of those that were asked
   * for; absent when clean. Equal hashes mean equal code.
   */
  readonly diffHash?: string;
}

export interface GitSnapshot {
  readonly state: GitState;
  /** For `git apply`, at the top of the repository; absent when clean, or too large to keep. */
  readonly patch?: Buffer;
}

export interface GitOptions {
  /** Absolute paths of files that belong in the patch even if git doesn't track them. */
  readonly files?: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * The state of the code in `directory`; undefined outside of a git repository, before its first commit, or without git.
 * A process that was started for a launched commit gets that commit: its files don't come from the working tree.
 */
export async function gitSnapshot(directory: string, options: GitOptions = {}): Promise<GitSnapshot | undefined> {
  const { files = [], environment = process.env } = options;
  const { [commitVariable]: launched, [branchVariable]: branchThen } = environment;
  if (launched) return { state: { commit: launched, ...(branchThen && { branch: branchThen }), dirty: false } };
  const state = await readState(directory);
  if (!state?.dirty) return state && { state };
  // The hash is of the names as this form has them, so that it stays equal to that of runs of before.
  const [status, top] = await Promise.all([
    gitOutput(directory, ['status', '--porcelain']),
    gitOutput(directory, ['rev-parse', '--show-toplevel']),
  ]);
  if (!status || top === undefined) return { state };
  const { hash, patch } = await differenceToHead(top, status, files);
  return { state: { ...state, diffHash: hash }, ...(patch && { patch }) };
}

/**
 * The last commit, its branch, and whether something differs from it. git is started once: that takes a while in a
 * process that holds much memory, and is spared where there is no repository.
 */
async function readState(directory: string): Promise<Omit<GitState, 'diffHash'> | undefined> {
  if (!(await isInRepository(resolve(directory)))) return undefined;
  const text = await gitOutput(directory, ['status', '--porcelain=v2', '--branch']);
  if (text === undefined) return undefined;
  const field = (name: string) => new RegExp(`^# branch\\.${name} (.+)$`, 'm').exec(text)?.[1];
  const [commit, branch] = [field('oid'), field('head')];
  if (commit === undefined || commit === '(initial)') return undefined;
  const dirty = text.split('\n').some((line) => line !== '' && !line.startsWith('#'));
  return { commit, ...(branch !== undefined && branch !== '(detached)' && { branch }), dirty };
}

async function isInRepository(folder: string): Promise<boolean> {
  if (await exists(join(folder, '.git'))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInRepository(parent);
}
