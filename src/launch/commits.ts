import { TesseraError } from '../core/errors/index.ts';
import { gitOutput } from '../runs/git.ts';

/** A commit to launch, and the commits whose experiments are not launched again. */
export interface CommitRange {
  /** Empty if everything in `head` is new. */
  readonly bases: readonly string[];
  readonly head: string;
}

/**
 * The commits after `since`, up to `until`. If the two have parted, the range begins at their last common commit.
 * @throws TesseraError `git-failed` without commits, or if the history of a shallow clone ends too early;
 * `bad-argument` for a revision that doesn't exist
 */
export async function rangeSince(directory: string, since: string, until = 'HEAD'): Promise<CommitRange> {
  const head = await commitOf(directory, until);
  if (head === undefined) {
    throw new TesseraError({
      code: 'git-failed',
      message: `expected ${directory} to be in a git repository with a commit ${until}`,
      hints: ['start one: git init, then commit'],
    });
  }
  const base = await commitOf(directory, since);
  if (base === undefined) {
    if (await isCutOff(directory)) throw tooShallow(since);
    // `HEAD~1` of the first commit.
    if (/^HEAD(~1?|\^1?)$/.test(since) && (await parentsOf(directory, head)).length === 0) return { bases: [], head };
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected --since to name a commit, got ${since}`,
      hints: ['see them: git log --oneline'],
    });
  }
  const common = await gitOutput(directory, ['merge-base', base, head]);
  if (!common && (await isCutOff(directory))) throw tooShallow(since);
  return { bases: [common || base], head };
}

/**
 * The range of one commit: an experiment that one of its parents has already is not launched again.
 * @throws TesseraError `git-failed` if a shallow clone lacks a parent
 */
export async function rangeOfCommit(directory: string, head: string): Promise<CommitRange> {
  const bases = await parentsOf(directory, head);
  for (const base of bases) if ((await commitOf(directory, base)) === undefined) throw tooShallow(base);
  return { bases, head };
}

/** The full name of a commit; undefined if there is none. */
export async function commitOf(directory: string, revision: string): Promise<string | undefined> {
  return (await gitOutput(directory, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])) || undefined;
}

/** What the commit itself says, also where a shallow clone hides it. */
async function parentsOf(directory: string, commit: string): Promise<string[]> {
  const [header = ''] = (await gitText(directory, ['cat-file', 'commit', commit])).split('\n\n', 1);
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent!);
}

async function isCutOff(directory: string): Promise<boolean> {
  return (await gitOutput(directory, ['rev-parse', '--is-shallow-repository'])) === 'true';
}

function tooShallow(revision: string): TesseraError {
  return new TesseraError({
    code: 'git-failed',
    message: `expected the history to reach ${revision}, this clone is shallow and its history ends before`,
    hints: [
      'fetch more of it: git fetch --deepen=50, or git fetch --unshallow',
      'in a GitHub workflow: `fetch-depth: 0` for actions/checkout',
    ],
  });
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
