import { execa } from 'execa';
import { createHash } from 'node:crypto';

/** Environment variables with the commit that a launched run is a copy of, and the branch on which it was made. */
export const commitVariable = 'TESSERA_COMMIT';
export const branchVariable = 'TESSERA_BRANCH';

export interface GitState {
  readonly commit: string;
  /** Absent when HEAD is detached. */
  readonly branch?: string;
  /** True if tracked files differ from the commit or untracked files that aren't ignored are there. */
  readonly dirty: boolean;
  /**
   * Hash of the difference to the commit and of the names of untracked files; absent when clean. Equal hashes mean
   * equal code.
   */
  readonly diffHash?: string;
}

/**
 * The state of the code in `directory`; undefined outside of a git repository, before its first commit, or without git.
 * A launched run is in a copy of its commit, which is no repository: the variables say which commit that is.
 */
export async function gitState(
  directory: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<GitState | undefined> {
  const { [commitVariable]: launched, [branchVariable]: branchThen } = environment;
  if (launched) return { commit: launched, ...(branchThen && { branch: branchThen }), dirty: false };
  const commit = await gitOutput(directory, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (!commit) return undefined;
  const [branch, status, diff] = await Promise.all([
    gitOutput(directory, ['symbolic-ref', '--short', '--quiet', 'HEAD']),
    gitOutput(directory, ['status', '--porcelain']),
    gitOutput(directory, ['diff', 'HEAD', '--no-ext-diff', '--no-color', '--binary']),
  ]);
  const dirty = Boolean(status);
  return {
    commit,
    ...(branch && { branch }),
    dirty,
    ...(dirty && { diffHash: createHash('sha256').update(`${status}\n${diff}`).digest('hex').slice(0, 16) }),
  };
}

/** What git prints, or undefined if it fails. */
export async function gitOutput(directory: string, args: readonly string[]): Promise<string | undefined> {
  const { failed, stdout } = await execa('git', args, {
    cwd: directory,
    env: gitEnvironment(),
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  });
  return failed ? undefined : stdout;
}

/** Variables that select a repository: `git rev-parse --local-env-vars`, without those that only configure git. */
const ofOneRepository: ReadonlySet<string> = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]);

/**
 * The environment without the variables that git sets for hooks: with them, git would use the hook's repository and
 * index.
 */
export function gitEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ofOneRepository.has(name)));
}
