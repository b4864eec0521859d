import test from 'ava';
import { execa } from 'execa';
import { gitEnvironment } from '../../src/runs/git.ts';

test('what git told a hook about its repository is not passed on, and the rest is', (t) => {
  const environment = {
    PATH: '/bin',
    GIT_DIR: '.git',
    GIT_INDEX_FILE: 'i',
    GIT_WORK_TREE: '/',
    GIT_PREFIX: 'p',
    GIT_AUTHOR_NAME: 'a',
  };
  t.deepEqual(gitEnvironment(environment), { PATH: '/bin', GIT_AUTHOR_NAME: 'a' });
});

test('every variable by which git names one repository is left out', async (t) => {
  const { stdout } = await execa('git', ['rev-parse', '--local-env-vars']);
  const names = stdout.split('\n').filter((name) => !name.startsWith('GIT_CONFIG'));
  t.true(names.includes('GIT_DIR'));
  t.deepEqual(gitEnvironment(Object.fromEntries(names.map((name) => [name, 'x']))), {});
});
