import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { changedExperiments, commitRange } from '../../src/launch/commits.ts';
import { newRepository, type Repository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

const changedSince = async ({ path }: Repository, since: string) => {
  const found = await changedExperiments(path, await commitRange(path, since), path);
  return found.map(({ file, changed }) => `${file} <- ${changed.join(', ')}`);
};

test('experiments that a commit adds or changes are found; others, parents and other files are not', async (t) => {
  const repository = await newRepository();
  await repository.commit({
    'experiments/old.yaml': 'name: old',
    'experiments/same.yaml': 'name: same',
    'experiments/gone.yaml': 'name: gone',
  });
  await repository.git('rm', '--quiet', 'experiments/gone.yaml');
  await repository.commit({
    'experiments/old.yaml': 'name: changed',
    'experiments/new name ü.yaml': 'name: new',
    'experiments/_base.yaml': 'name: base',
    'experiments/notes.txt': '',
    'other.yaml': 'name: other',
  });
  t.deepEqual(await changedSince(repository, 'HEAD~1'), [
    'experiments/new name ü.yaml <- experiments/new name ü.yaml',
    'experiments/old.yaml <- experiments/old.yaml',
  ]);
});

test('an experiment whose parent changed has changed, over several generations', async (t) => {
  const repository = await newRepository();
  await repository.commit({
    'experiments/_base.yaml': 'seed: 0',
    'experiments/_middle.yaml': 'extends: ./_base.yaml',
    'experiments/child.yaml': 'extends: ./_middle.yaml',
    'experiments/alone.yaml': 'seed: 0',
  });
  await repository.commit({ 'experiments/_base.yaml': 'seed: 1' });
  t.deepEqual(await changedSince(repository, 'HEAD~1'), ['experiments/child.yaml <- experiments/_base.yaml']);
});

test('the first commit adds everything in it', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'experiments/a.yaml': 'name: a' });
  t.deepEqual(await changedSince(repository, 'HEAD~1'), ['experiments/a.yaml <- experiments/a.yaml']);
});

test('a merge brings what the other branch changed, and not what this one has', async (t) => {
  const repository = await newRepository();
  await repository.commit({ readme: '' });
  await repository.git('checkout', '--quiet', '-b', 'side');
  await repository.commit({ 'experiments/side.yaml': 'name: side' });
  await repository.git('checkout', '--quiet', 'main');
  await repository.commit({ 'experiments/main.yaml': 'name: main' });
  await repository.git('merge', '--quiet', '--no-ff', '--no-edit', 'side');
  t.deepEqual(await changedSince(repository, 'HEAD~1'), ['experiments/side.yaml <- experiments/side.yaml']);
});

test('since another branch means since it was left', async (t) => {
  const repository = await newRepository();
  await repository.commit({ readme: '' });
  await repository.git('checkout', '--quiet', '-b', 'side');
  await repository.commit({ 'experiments/side.yaml': 'name: side' });
  await repository.git('checkout', '--quiet', 'main');
  await repository.commit({ 'experiments/main.yaml': 'name: main' });
  t.deepEqual(await changedSince(repository, 'side'), ['experiments/main.yaml <- experiments/main.yaml']);
});

test('a project below the top of its repository knows its own paths', async (t) => {
  const repository = await newRepository();
  await repository.commit({ readme: '' });
  await repository.commit({ 'sub/experiments/a.yaml': 'name: a', 'experiments/b.yaml': 'name: b' });
  const sub = { ...repository, path: `${repository.path}/sub` };
  t.deepEqual(await changedSince(sub, 'HEAD~1'), ['experiments/a.yaml <- experiments/a.yaml']);
});

test('a revision that does not exist is refused, and so is a folder without git', async (t) => {
  const repository = await newRepository();
  await repository.commit({ readme: '' });
  const unknown = await t.throwsAsync(commitRange(repository.path, 'HAED'), { instanceOf: TesseraError });
  t.is(unknown.problems[0]!.code, 'bad-argument');
  const outside = await t.throwsAsync(commitRange(await newFolder(), 'HEAD'), { instanceOf: TesseraError });
  t.is(outside.problems[0]!.code, 'git-failed');
});
