import { join, relative } from 'node:path';
import { composeFile, type ParseCache } from '../config/extend.ts';
import { TesseraError } from '../core/errors/index.ts';
import { gitOutput } from '../runs/git.ts';

/** The meaning of `since..until` in a repository. */
export interface CommitRange {
  /** A commit, or git's empty tree if the range starts before the first commit. */
  readonly base: string;
  readonly head: string;
}

/** @throws TesseraError `git-failed` outside of a repository, `bad-argument` for a revision that doesn't exist */
export async function commitRange(directory: string, since: string, until = 'HEAD'): Promise<CommitRange> {
  const head = await gitOutput(directory, ['rev-parse', '--verify', '--quiet', `${until}^{commit}`]);
  if (!head) {
    throw new TesseraError({
      code: 'git-failed',
      message: `expected ${directory} to be in a git repository with a commit ${until}`,
      hints: ['start one: git init, then commit'],
    });
  }
  const known = await gitOutput(directory, ['rev-parse', '--verify', '--quiet', since]);
  const base = known || (await emptyTreeBefore(directory, head, since));
  if (!base) {
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected --since to name a commit, got ${since}`,
      hints: ['see them: git log --oneline'],
    });
  }
  return { base: (await gitOutput(directory, ['merge-base', base, head])) || base, head };
}

/** `HEAD~1` of the first commit: a commit hook can't know that there is none. */
async function emptyTreeBefore(directory: string, head: string, since: string): Promise<string | undefined> {
  const hasParent = await gitOutput(directory, ['rev-parse', '--verify', '--quiet', `${head}~1`]);
  if (hasParent || !/^HEAD(~1?|\^1?)$/.test(since)) return undefined;
  return gitOutput(directory, ['hash-object', '-t', 'tree', '--stdin']);
}

/** Paths are relative to the project. */
export interface ChangedExperiment {
  readonly file: string;
  /** Its file and the files that it extends. */
  readonly files: readonly string[];
  /** Which of these changed. */
  readonly changed: readonly string[];
}

/**
 * Experiments that the commits added or changed, themselves or through what they extend.
 * `root` is a folder that holds the project as it is in the last commit.
 */
export async function changedExperiments(
  directory: string,
  { base, head }: CommitRange,
  root: string,
): Promise<ChangedExperiment[]> {
  const changed = new Set(
    await gitPaths(directory, [
      'diff',
      '--name-only',
      '--relative',
      '--diff-filter=d',
      base,
      head,
      '--',
      '*.yaml',
      '*.yml',
    ]),
  );
  if (changed.size === 0) return [];
  const committed = await gitPaths(directory, ['ls-tree', '-r', '--name-only', head, '--', 'experiments']);
  const cache: ParseCache = new Map();
  const found: ChangedExperiment[] = [];
  for (const file of committed.filter(isExperiment)) {
    const composed = await composeFile(join(root, file), root, () => {}, cache);
    const files = [...new Set([...composed.files.map((path) => relative(root, path)), file])];
    const cause = files.filter((path) => changed.has(path));
    if (cause.length > 0) found.push({ file, files, changed: cause });
  }
  return found;
}

/** A file whose name begins with `_` is only a part for others to extend. */
function isExperiment(path: string): boolean {
  return /\.ya?ml$/.test(path) && !path.split('/').some((part) => part.startsWith('_'));
}

/** Paths that git prints, whatever characters are in them. @throws TesseraError `git-failed` */
export async function gitPaths(
  directory: string,
  [command, ...args]: readonly [string, ...string[]],
): Promise<string[]> {
  const text = await gitText(directory, [command, '-z', ...args]);
  return text.split('\0').filter((path) => path !== '');
}

/** What git prints. @throws TesseraError `git-failed` */
export async function gitText(directory: string, args: readonly string[]): Promise<string> {
  const text = await gitOutput(directory, args);
  if (text !== undefined) return text;
  throw new TesseraError({ code: 'git-failed', message: `git ${args.join(' ')} failed in ${directory}` });
}
