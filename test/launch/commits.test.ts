import test from 'ava';
import { join } from 'node:path';
import { TesseraError } from '../../src/core/errors/index.ts';
import { gitPaths, rangeOfCommit, rangeSince } from '../../src/launch/commits.ts';
import { newRepository, type Repository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

const hash = ({ git }: Repository, revision: string) => git('rev-parse', revision);

async function threeCommits(): Promise<Repository> {
  const repository = await newRepository();
  for (const name of ['a', 'b', 'c']) await repository.commit({ [name]: name });
  return repository;
}

test('a range begins at the named commit, and where branches have parted at their last common one', async (t) => {
  const repository = await threeCommits();
  const { path, git, commit } = repository;
  const [b, c] = [await hash(repository, 'HEAD~1'), await hash(repository, 'HEAD')];
  t.deepEqual(await rangeSince(path, 'HEAD~1'), { bases: [b], head: c });
  t.deepEqual(await rangeSince(path, 'HEAD~2', 'HEAD~1'), { bases: [await hash(repository, 'HEAD~2')], head: b });
  await git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
  await commit({ side: '' });
  t.deepEqual(await rangeSince(path, 'main'), { bases: [b], head: await hash(repository, 'side') });
});

test('before the first commit there is nothing', async (t) => {
  const repository = await newRepository();
  await t.throwsAsync(rangeSince(repository.path, 'HEAD~1'), {
    instanceOf: TesseraError,
    message: /with a commit HEAD/,
  });
  await repository.commit({ a: '' });
  const head = await hash(repository, 'HEAD');
  for (const since of ['HEAD~1', 'HEAD~', 'HEAD^'])
    t.deepEqual(await rangeSince(repository.path, since), { bases: [], head });
  t.deepEqual(await rangeOfCommit(repository.path, head), { bases: [], head });
  await t.throwsAsync(rangeSince(repository.path, 'nowhere'), {
    message: /expected --since to name a commit, got nowhere/,
  });
  await t.throwsAsync(rangeSince(repository.path, 'HEAD~2'), { message: /got HEAD~2/ });
});

test('the range of a commit leaves out what each of its parents has', async (t) => {
  const repository = await threeCommits();
  const { path, git, commit } = repository;
  await git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
  await commit({ side: '' });
  await git('merge', '--quiet', '--no-edit', 'main');
  const [head, side, main] = [
    await hash(repository, 'HEAD'),
    await hash(repository, 'HEAD^1'),
    await hash(repository, 'main'),
  ];
  t.deepEqual(await rangeOfCommit(path, head), { bases: [side, main], head });
  t.deepEqual(await rangeOfCommit(path, main), { bases: [await hash(repository, 'main~1')], head: main });
});

test('in a clone of depth 1 the history is said to end, and nothing counts as new', async (t) => {
  const repository = await threeCommits();
  const clone = join(await newFolder(), 'clone');
  await repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, clone);
  for (const since of ['HEAD~1', 'HEAD^', 'HEAD~2']) {
    const error = await t.throwsAsync(rangeSince(clone, since), { instanceOf: TesseraError });
    t.is(error.problems[0]!.code, 'git-failed');
    t.regex(error.message, /this clone is shallow/);
  }
  const head = await hash(repository, 'HEAD');
  await t.throwsAsync(rangeOfCommit(clone, head), { message: /this clone is shallow/ });
  t.deepEqual(await rangeSince(clone, 'HEAD'), { bases: [head], head });
});

test('commits of a shallow clone that no known commit joins are not compared', async (t) => {
  const repository = await threeCommits();
  await repository.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
  await repository.commit({ side: '' });
  const clone = join(await newFolder(), 'clone');
  await repository.git('clone', '--quiet', '--depth=1', '--no-single-branch', `file://${repository.path}`, clone);
  await t.throwsAsync(rangeSince(clone, 'origin/main'), { message: /this clone is shallow/ });
});

test('paths come as they are, also with blanks, quotes and line breaks', async (t) => {
  const { path, commit } = await newRepository();
  const names = ['a b.yaml', 'line\nbreak.yaml', 'quote"d.yaml', 'ä.yaml'];
  await commit(Object.fromEntries(names.map((name) => [name, ''])));
  t.deepEqual((await gitPaths(path, ['ls-tree', '--name-only', 'HEAD'])).toSorted(), names.toSorted());
});
