import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { gitSnapshot } from '../../src/runs/git-snapshot.ts';
import { newRepository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

const stateOf = async (directory: string) => (await gitSnapshot(directory, { environment: {} }))?.state;

test('a clean repository is its commit and branch', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const commit = await repository.git('rev-parse', 'HEAD');
  t.deepEqual(await stateOf(repository.path), { commit, branch: 'main', dirty: false });
});

test('equal changes have equal hashes, other changes have others', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const hashAfter = async (file: string, text: string) => {
    await repository.write(file, text);
    const state = await stateOf(repository.path);
    t.true(state?.dirty);
    return state?.diffHash;
  };
  const first = await hashAfter('a.txt', 'two\n');
  t.regex(first!, /^[0-9a-f]{16}$/);
  t.not(await hashAfter('a.txt', 'three\n'), first);
  t.is(await hashAfter('a.txt', 'two\n'), first);
  t.not(await hashAfter('new.txt', ''), first, 'an untracked file is a change');
});

test('a folder of the repository has its state, in a linked worktree too', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'deep/er/a.txt': 'one\n' });
  const commit = await repository.git('rev-parse', 'HEAD');
  t.deepEqual(await stateOf(join(repository.path, 'deep/er')), { commit, branch: 'main', dirty: false });
  const linked = join(await newFolder(), 'linked');
  await repository.git('worktree', 'add', '--quiet', '-b', 'side', linked);
  t.deepEqual(await stateOf(join(linked, 'deep')), { commit, branch: 'side', dirty: false });
});

test("a clean repository's index is left as it is, so that a commit made at the same moment does not find it locked", async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const index = () => readFile(join(repository.path, '.git/index'));
  const before = await index();
  // A file that is as it was, with another time, is what git would note.
  await utimes(join(repository.path, 'a.txt'), 1, 1);
  t.false((await stateOf(repository.path))?.dirty);
  t.deepEqual(await index(), before);
});

test('a detached HEAD has no branch', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  await repository.git('checkout', '--quiet', '--detach');
  t.is((await stateOf(repository.path))?.branch, undefined);
});

test('there is no state before the first commit, nor outside of a repository', async (t) => {
  t.is(await stateOf((await newRepository()).path), undefined);
  t.is(await stateOf(await newFolder()), undefined);
});

test.serial('the state is that of the asked repository, also inside a hook of another one', async (t) => {
  const [asked, other] = [await newRepository(), await newRepository()];
  await asked.commit({ 'a.txt': 'one\n' });
  await other.commit({ 'b.txt': 'two\n' });
  process.env['GIT_DIR'] = `${other.path}/.git`;
  try {
    t.is((await stateOf(asked.path))?.commit, await asked.git('rev-parse', 'HEAD'));
  } finally {
    delete process.env['GIT_DIR'];
  }
});

test('a launched commit counts instead of HEAD, and the working tree is not asked', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const launched = await repository.git('rev-parse', 'HEAD');
  await repository.commit({ 'a.txt': 'two\n' });
  await repository.write('a.txt', 'three\n');
  const snapshot = await gitSnapshot(repository.path, { environment: { TESSERA_COMMIT: launched } });
  t.deepEqual(snapshot, { state: { commit: launched, dirty: false } });
  const environment = { TESSERA_COMMIT: launched, TESSERA_BRANCH: 'side' };
  t.deepEqual((await gitSnapshot(repository.path, { environment }))?.state, {
    commit: launched,
    branch: 'side',
    dirty: false,
  });
});

test('the patch of a changed tree comes with its state', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  await repository.write('a.txt', 'two\n');
  const { state, patch } = (await gitSnapshot(repository.path, { environment: {} }))!;
  t.true(state.dirty);
  t.regex(state.diffHash!, /^[0-9a-f]{16}$/);
  t.regex(patch!.toString(), /^-one\n\+two$/m);
});
