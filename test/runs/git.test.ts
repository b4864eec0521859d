import test from 'ava';
import { gitState } from '../../src/runs/git.ts';
import { newRepository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a clean repository is its commit and branch', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const commit = await repository.git('rev-parse', 'HEAD');
  t.deepEqual(await gitState(repository.path), { commit, branch: 'main', dirty: false });
});

test('equal changes have equal hashes, other changes have others', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const hashAfter = async (file: string, text: string) => {
    await repository.write(file, text);
    const state = await gitState(repository.path);
    t.true(state?.dirty);
    return state?.diffHash;
  };
  const first = await hashAfter('a.txt', 'two\n');
  t.regex(first!, /^[0-9a-f]{16}$/);
  t.not(await hashAfter('a.txt', 'three\n'), first);
  t.is(await hashAfter('a.txt', 'two\n'), first);
  t.not(await hashAfter('new.txt', ''), first, 'an untracked file is a change');
});

test('a detached HEAD has no branch', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  await repository.git('checkout', '--quiet', '--detach');
  t.is((await gitState(repository.path))?.branch, undefined);
});

test('there is no state before the first commit, nor outside of a repository', async (t) => {
  t.is(await gitState((await newRepository()).path), undefined);
  t.is(await gitState(await newFolder()), undefined);
});
