import test from 'ava';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { experimentChanges, pathsIn, problemsInPlace } from '../../src/launch/experiment-changes.ts';
import { findProject } from '../../src/launch/project.ts';
import type { LoadedExperiment } from '../../src/config/index.ts';
import { loadFake } from '../helpers/launches.ts';
import { newRepository, type Repository } from '../helpers/repository.ts';

/** What the last commit, compared with these, launches: the files, with `!` for invalid ones. */
async function changed({ path, git }: Repository, bases: readonly string[] = ['HEAD~1']): Promise<string[]> {
  const hashes = await Promise.all(bases.map((base) => git('rev-parse', base)));
  const range = { bases: hashes, head: await git('rev-parse', 'HEAD') };
  const found = await experimentChanges(await findProject(path), range, { loadIn: loadFake, name: 'test' });
  return found.map((change) => ('problems' in change ? `${change.file}!` : change.file));
}

async function withExperiments(): Promise<Repository> {
  const repository = await newRepository();
  await repository.commit({
    'plugin.mjs': '1',
    'other.yaml': 'x: 1',
    'experiments/a.yaml': 'name: a\nx: 1',
    'experiments/b.yaml': 'name: b\nuses: plugin.mjs',
    'experiments/_part.yaml': 'bad',
    'experiments/wrong.yaml': 'bad',
    'experiments/deep/c.yml': 'name: c\nx: 3',
  });
  return repository;
}

test('without a commit before, everything is new, save parts and what is not an experiment', async (t) => {
  t.deepEqual(await changed(await withExperiments(), []), [
    'experiments/a.yaml',
    'experiments/b.yaml',
    'experiments/deep/c.yml',
    'experiments/wrong.yaml!',
  ]);
});

test('an experiment is launched if its id is new, whatever file changed', async (t) => {
  const repository = await withExperiments();
  const { commit, git } = repository;
  await commit({ 'experiments/a.yaml': 'name: a\nx: 2' });
  t.deepEqual(await changed(repository), ['experiments/a.yaml']);
  await commit({ 'plugin.mjs': '2' });
  t.deepEqual(await changed(repository), ['experiments/b.yaml']);
  await commit({ 'experiments/a.yaml': '# why\nname: other\nx: 2', 'plugin.mjs': '2', 'readme.md': '' });
  t.deepEqual(await changed(repository), [], 'a comment and a name change no id');
  await git('mv', 'experiments/a.yaml', 'experiments/z.yaml');
  await commit({});
  t.deepEqual(await changed(repository), [], 'nor does a new place');
  await commit({ 'experiments/z.yaml': 'name: other\nx: 1' });
  t.deepEqual(await changed(repository), ['experiments/z.yaml']);
  t.deepEqual(await changed(repository, ['HEAD~1', 'HEAD~5']), [], 'one of the commits before had it');
});

test('a merge launches what neither side has, though each side changed only one of the files that make it', async (t) => {
  const repository = await withExperiments();
  const { git, commit } = repository;
  await git('checkout', '--quiet', '-b', 'side');
  await commit({ 'experiments/b.yaml': 'name: b\nuses: plugin.mjs\nx: 2', 'experiments/new.yaml': 'name: n\nx: 5' });
  await git('checkout', '--quiet', 'main');
  await commit({ 'plugin.mjs': '2' });
  await git('merge', '--quiet', '--no-edit', 'side');
  t.deepEqual(await changed(repository, ['HEAD^1', 'HEAD^2']), ['experiments/b.yaml']);
  t.deepEqual(await changed(repository, ['HEAD^1']), ['experiments/b.yaml', 'experiments/new.yaml']);
});

test('what is wrong is told when it is new or its file changed, and not again at each commit', async (t) => {
  const repository = await withExperiments();
  await repository.commit({ 'experiments/a.yaml': 'name: a\nx: 2' });
  t.deepEqual(await changed(repository), ['experiments/a.yaml']);
  await repository.commit({ 'experiments/wrong.yaml': 'bad\nx: 1' });
  t.deepEqual(await changed(repository), ['experiments/wrong.yaml!']);
  await repository.commit({ 'experiments/wrong.yaml': 'x: 17' });
  t.deepEqual(await changed(repository), ['experiments/wrong.yaml']);
  await repository.commit({ 'experiments/wrong.yaml': 'bad' });
  t.deepEqual(await changed(repository), ['experiments/wrong.yaml!']);
});

test('problems name the files of the project, not those of the copy; the copies are removed', async (t) => {
  const { path, git } = await withExperiments();
  const range = { bases: [], head: await git('rev-parse', 'HEAD') };
  const found = await experimentChanges(await findProject(path), range, { loadIn: loadFake, name: 'test' });
  const wrong = found.find(({ file }) => file === 'experiments/wrong.yaml')!;
  t.deepEqual('problems' in wrong && wrong.problems.map(({ message, where }) => [message, where!.file]), [
    [`bad in ${path}/experiments/wrong.yaml`, 'experiments/wrong.yaml'],
  ]);
  t.deepEqual(await readdir(join(path, '.git/tessera/copies')), []);
});

test('the place, the message and the hints of a problem are put back into the project, and the rest stays', (t) => {
  const inPlace = (text: string) => text.replace('/copy/', '/project/');
  const where = { file: '/copy/a.yaml', line: 3, column: 7, text: 'x' };
  const problem = { code: 'bad-value', message: 'got /copy/x', hints: ['see /copy/y'], where, path: 'a.b' } as const;
  t.deepEqual(problemsInPlace([problem, { code: 'run-failed', message: 'no place' }], { inPlace }), [
    { ...problem, message: 'got /project/x', hints: ['see /project/y'], where: { ...where, file: '/project/a.yaml' } },
    { code: 'run-failed', message: 'no place' },
  ]);
});

test('paths that a run of the commit will not see are told: there, but neither committed nor ignored', async (t) => {
  const repository = await newRepository();
  const { path, commit, write, git } = repository;
  await commit({
    '.gitignore': 'ignored/\n',
    'committed/x': '',
    'experiments/a.yaml': 'name: a\ndata: ignored/x',
    'experiments/b.yaml': 'name: b\ndata: committed',
    'experiments/c.yaml': 'name: c\ndata: data/x',
    'experiments/d.yaml': 'name: data\ndata: missing',
    'experiments/e.yaml': `name: e\ndata: ../${path.split('/').at(-1)}/committed`,
  });
  await write('ignored/x', '');
  await write('data/x', '');
  const range = { bases: [], head: await git('rev-parse', 'HEAD') };
  const found = await experimentChanges(await findProject(path), range, { loadIn: loadFake, name: 'test' });
  t.deepEqual(
    found.map((change) => 'unseen' in change && change.unseen),
    [[], [], ['data/x'], [], []],
  );
});

test('texts that may be paths: all but names, absolute paths and long texts', (t) => {
  const experiment = {
    name: 'a',
    description: 'b',
    dataset: {
      root: '../c',
      list: ['d', { e: 'f', same: 'd' }],
      absolute: '/g',
      empty: '',
      long: 'h'.repeat(513),
      no: 1,
    },
  } as unknown as LoadedExperiment['experiment'];
  t.deepEqual(pathsIn(experiment), ['../c', 'd', 'f']);
});
