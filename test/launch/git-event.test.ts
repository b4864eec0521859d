import test from 'ava';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { newCommit, type GitHook } from '../../src/launch/git-event.ts';
import { newRepository, type Repository } from '../helpers/repository.ts';

const hash = ({ git }: Repository, revision: string) => git('rev-parse', revision);

/** `main` and `side` have parted after their first commit. `main` is checked out. */
async function parted(): Promise<Repository> {
  const repository = await newRepository();
  await repository.commit({ first: '' });
  await repository.git('checkout', '--quiet', '-b', 'side');
  await repository.commit({ side: '' });
  await repository.git('checkout', '--quiet', 'main');
  await repository.commit({ main: '' });
  return repository;
}

test('a commit, a cherry-pick and a revert are compared with their parent', async (t) => {
  const repository = await parted();
  const isCompared = async (what: string) => {
    const [head, parent] = [await hash(repository, 'HEAD'), await hash(repository, 'HEAD~1')];
    t.deepEqual(await newCommit(repository.path, 'post-commit', []), { bases: [parent], head, branch: 'main' }, what);
  };
  await isCompared('commit');
  await repository.git('cherry-pick', 'side');
  await isCompared('cherry-pick');
  await repository.git('revert', '--no-edit', 'HEAD');
  await isCompared('revert');
});

test('an amended commit is compared with its parent, and names the commit that it replaces', async (t) => {
  const repository = await parted();
  const amends = await hash(repository, 'HEAD');
  await repository.git('commit', '--quiet', '--amend', '--message=other');
  const [head, parent] = [await hash(repository, 'HEAD'), await hash(repository, 'HEAD~1')];
  t.not(head, amends);
  t.deepEqual(await newCommit(repository.path, 'post-commit', []), { bases: [parent], head, amends, branch: 'main' });
  t.is(await newCommit(repository.path, 'post-rewrite', ['amend']), undefined, 'git tells of it twice');
});

test('a merge is compared with both sides; with pulls, with what was there before', async (t) => {
  const repository = await parted();
  const [main, side] = [await hash(repository, 'main'), await hash(repository, 'side')];
  await repository.git('merge', '--quiet', '--no-edit', 'side');
  const head = await hash(repository, 'HEAD');
  const told = (pulls: boolean) => newCommit(repository.path, 'post-merge', ['0'], { pulls });
  t.deepEqual(await told(false), { bases: [main, side], head, branch: 'main' });
  t.deepEqual(await told(true), { bases: [main], head, branch: 'main' });
});

test('a fast-forward launches nothing, and with pulls what it brings', async (t) => {
  const repository = await parted();
  const before = await hash(repository, 'main~1');
  await repository.git('checkout', '--quiet', '-b', 'behind', 'main~1');
  await repository.git('merge', '--quiet', 'main');
  const told = (pulls: boolean) => newCommit(repository.path, 'post-merge', ['0'], { pulls });
  t.is(await told(false), undefined);
  t.deepEqual(await told(true), { bases: [before], head: await hash(repository, 'main'), branch: 'behind' });
});

test('a squash that is not committed yet launches nothing', async (t) => {
  const repository = await parted();
  await repository.git('merge', '--quiet', '--squash', 'side');
  for (const pulls of [false, true]) t.is(await newCommit(repository.path, 'post-merge', ['1'], { pulls }), undefined);
});

for (const backend of ['merge', 'apply']) {
  test(`a rebase (${backend}) is compared at its end, with the old commits and what they were put on`, async (t) => {
    const repository = await parted();
    const { path, git, executable } = repository;
    const folder = join(path, `.git/rebase-${backend}`);
    // Git removes its notes after the hook: what the hook would see is kept.
    await executable('.git/hooks/post-rewrite', `#!/bin/sh\ncp -r ${folder} ${folder}-kept\n`);
    const [from, onto] = [await hash(repository, 'side'), await hash(repository, 'main')];
    await git('checkout', '--quiet', 'side');
    await git('rebase', '--quiet', `--${backend}`, 'main');
    await rename(`${folder}-kept`, folder);
    const head = await hash(repository, 'side');
    t.not(head, from);
    const told = (hook: GitHook, args: string[], pulls = false) => newCommit(path, hook, args, { pulls });
    t.deepEqual(await told('post-rewrite', ['rebase']), { bases: [from, onto], head, branch: 'side' });
    t.deepEqual(await told('post-rewrite', ['rebase'], true), { bases: [from], head, branch: 'side' });
    t.is(await told('post-commit', []), undefined, 'a commit during the rebase');
  });
}

test('before the first commit, and on a detached HEAD', async (t) => {
  const repository = await newRepository();
  t.is(await newCommit(repository.path, 'post-commit', []), undefined);
  await repository.commit({ a: '' });
  await repository.git('checkout', '--quiet', '--detach');
  await repository.commit({ b: '' });
  const [head, parent] = [await hash(repository, 'HEAD'), await hash(repository, 'HEAD~1')];
  t.deepEqual(await newCommit(repository.path, 'post-commit', []), { bases: [parent], head });
});
