import test from 'ava';
import { execa } from 'execa';
import { gitEnvironment, gitState } from '../../src/runs/git.ts';
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

test('a launched run is of the commit that was launched, wherever it runs', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  await repository.write('a.txt', 'edited');
  const launched = { TESSERA_COMMIT: 'c'.repeat(40), TESSERA_BRANCH: 'side' };
  t.deepEqual(await gitState(repository.path, launched), { commit: 'c'.repeat(40), branch: 'side', dirty: false });
  const detached = { TESSERA_COMMIT: 'c'.repeat(40), TESSERA_BRANCH: '' };
  t.deepEqual(await gitState(repository.path, detached), { commit: 'c'.repeat(40), dirty: false });
  t.true((await gitState(repository.path, {}))?.dirty);
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

test('what git told a hook about its repository is not passed on, and the rest is', (t) => {
  const environment = { PATH: '/bin', GIT_DIR: '.git', GIT_INDEX_FILE: 'i', GIT_WORK_TREE: '/', GIT_PREFIX: 'p', GIT_AUTHOR_NAME: 'a' };
  t.deepEqual(gitEnvironment(environment), { PATH: '/bin', GIT_AUTHOR_NAME: 'a' });
});

test('every variable by which git names one repository is left out', async (t) => {
  const { stdout } = await execa('git', ['rev-parse', '--local-env-vars']);
  const names = stdout.split('\n').filter((name) => !name.startsWith('GIT_CONFIG'));
  t.true(names.includes('GIT_DIR'));
  t.deepEqual(gitEnvironment(Object.fromEntries(names.map((name) => [name, 'x']))), {});
});

test.serial('the state is that of the asked repository, also inside a hook of another one', async (t) => {
  const [asked, other] = [await newRepository(), await newRepository()];
  await asked.commit({ 'a.txt': 'one\n' });
  await other.commit({ 'b.txt': 'two\n' });
  process.env['GIT_DIR'] = `${other.path}/.git`;
  try {
    t.is((await gitState(asked.path))?.commit, await asked.git('rev-parse', 'HEAD'));
  } finally {
    delete process.env['GIT_DIR'];
  }
});
