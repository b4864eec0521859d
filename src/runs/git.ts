/**
 * Environment variables with the commit that was launched, whose files a run is given, and the branch on which it was
 * made. They count instead of HEAD, which may have moved on since.
 */
export const commitVariable = 'TESSERA_COMMIT';
export const branchVariable = 'TESSERA_BRANCH';

/** What git prints, or undefined if it fails. */
export async function gitOutput(directory: string, args: readonly string[]): Promise<string | undefined> {
  // Lists of runs load this file, and never start git.
  const { execa } = await import('execa');
  const { failed, stdout } = await execa('git', args, gitOptions(directory));
  return failed ? undefined : stdout;
}

/**
 * How git is started: on its own repository, whatever this process was started by. `git status` doesn't refresh its
 * index, which a commit that a person makes at the same moment would find locked.
 */
export function gitOptions(cwd: string) {
  return {
    cwd,
    env: { ...gitEnvironment(), GIT_OPTIONAL_LOCKS: '0' },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  } as const;
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
