import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gitOutput } from '../runs/git.ts';
import { commitOf, rangeOfCommit, type CommitRange } from './commits.ts';

/** The hooks that tell about new commits. */
export const gitHooks = ['post-commit', 'post-merge', 'post-rewrite'] as const;
export type GitHook = (typeof gitHooks)[number];

export interface NewCommit extends CommitRange {
  /** The commit that this one amends. */
  readonly amends?: string;
  readonly branch?: string;
}

/**
 * The commit that a hook tells about; undefined if it launches nothing.
 *
 * - A commit, an amended one, a cherry-pick, a revert: what none of its parents has.
 * - A merge: what neither side has. What one side has was committed there.
 * - A fast-forward brings commits that were made elsewhere. With `pulls` it launches what they changed, and so does a
 *   merge; otherwise nothing.
 * - A rebase is looked at when it is done, as a merge of the old commits with what they were put on.
 */
export async function newCommit(
  directory: string,
  hook: GitHook,
  args: readonly string[],
  options: { readonly pulls?: boolean | undefined } = {},
): Promise<NewCommit | undefined> {
  const range = await rangeOf(directory, hook, args, options);
  if (!range) return undefined;
  const branch = await gitOutput(directory, ['symbolic-ref', '--short', '--quiet', 'HEAD']);
  return { ...range, ...(branch && { branch }) };
}

async function rangeOf(
  directory: string,
  hook: GitHook,
  [argument]: readonly string[],
  { pulls = false }: { readonly pulls?: boolean | undefined },
): Promise<Omit<NewCommit, 'branch'> | undefined> {
  const head = await commitOf(directory, 'HEAD');
  if (head === undefined) return undefined;
  const rebase = await rebaseUnderWay(directory);
  if (hook === 'post-rewrite') {
    return argument === 'rebase' && rebase
      ? { bases: pulls ? [rebase.from] : [rebase.from, rebase.onto], head }
      : undefined;
  }
  // The commits of a rebase are looked at together, at its end.
  if (rebase) return undefined;
  const did = (await gitOutput(directory, ['reflog', '-1', '--format=%gs', 'HEAD'])) ?? '';
  const before = await commitOf(directory, 'HEAD@{1}');
  if (hook === 'post-commit') {
    const amends = did.startsWith('commit (amend)') ? before : undefined;
    return { ...(await rangeOfCommit(directory, head)), ...(amends !== undefined && { amends }) };
  }
  // A squash makes no commit; it leaves that to the person.
  if (argument === '1') return undefined;
  if (pulls) return before === undefined ? undefined : { bases: [before], head };
  return did.endsWith('Fast-forward') ? undefined : rangeOfCommit(directory, head);
}

/** Git keeps notes while it rebases, and while the hook runs at the end. */
async function rebaseUnderWay(
  directory: string,
): Promise<{ readonly from: string; readonly onto: string } | undefined> {
  const read = async (path: string) => {
    const file = await gitOutput(directory, ['rev-parse', '--git-path', path]);
    if (file === undefined) return undefined;
    return readFile(resolve(directory, file), 'utf8').then(
      (text) => text.trim() || undefined,
      () => undefined,
    );
  };
  for (const folder of ['rebase-merge', 'rebase-apply']) {
    const [from, onto] = await Promise.all([read(`${folder}/orig-head`), read(`${folder}/onto`)]);
    if (from !== undefined && onto !== undefined) return { from, onto };
  }
  // The apply backend writes these two only if it has to stop. It lists which commit became which.
  const [first] = (await read('rebase-apply/rewritten'))?.split('\n') ?? [];
  const [from, onto] = await Promise.all([
    commitOf(directory, 'ORIG_HEAD'),
    first && commitOf(directory, `${first.split(' ')[1]}~1`),
  ]);
  return from && onto ? { from, onto } : undefined;
}
