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
  const commit = await gitOutput(directory, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (!commit) return undefined;
  const [branch, status, top] = await Promise.all([
    gitOutput(directory, ['symbolic-ref', '--short', '--quiet', 'HEAD']),
    gitOutput(directory, ['status', '--porcelain']),
    gitOutput(directory, ['rev-parse', '--show-toplevel']),
  ]);
  const state = { commit, ...(branch && { branch }), dirty: Boolean(status) };
  if (!status || top === undefined) return { state };
  const { hash, patch } = await differenceToHead(top, status, files);
  return { state: { ...state, diffHash: hash }, ...(patch && { patch }) };
}
