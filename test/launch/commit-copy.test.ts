import test from 'ava';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyCommit, removeDeadCopies } from '../../src/launch/commit-copy.ts';
import { findProject } from '../../src/launch/project.ts';
import { leaveDeadLease } from '../helpers/dead-lease.ts';
import { newRepository } from '../helpers/repository.ts';

const read = (...path: string[]) => readFile(join(...path), 'utf8').catch(() => undefined);

async function repositoryWithData() {
  const repository = await newRepository();
  await repository.commit({
    '.gitignore': 'data/\n*.log\n',
    'experiments/a.yaml': 'name: committed',
    'plugins/x.mjs': 'export default 1;',
  });
  await repository.write('data/photo.png', 'photo');
  const { path } = repository;
  return { ...repository, project: await findProject(path), head: await repository.git('rev-parse', 'HEAD') };
}

const copiesOf = async (path: string) => readdir(join(path, '.git/tessera/copies')).catch(() => []);

test('a copy has what the commit holds, whatever the working tree and its index hold, and what git ignores', async (t) => {
  const { path, write, git, project, head } = await repositoryWithData();
  await write('experiments/a.yaml', 'name: edited');
  await write('experiments/new.yaml', 'name: untracked');
  await write('experiments/staged.yaml', 'name: staged');
  await git('add', 'experiments/staged.yaml');
  await git('rm', '--quiet', '--cached', 'plugins/x.mjs');
  const status = await git('status', '--porcelain');
  const { directory, remove } = await copyCommit(project, head, 'one');
  t.is(await read(directory, 'experiments/a.yaml'), 'name: committed');
  t.is(await read(directory, 'plugins/x.mjs'), 'export default 1;');
  t.deepEqual(await readdir(join(directory, 'experiments')), ['a.yaml']);
  t.is(await read(directory, 'data/photo.png'), 'photo');
  t.is(await git('status', '--porcelain'), status, 'the index of the working tree is as it was');
  await remove();
  t.deepEqual(await copiesOf(path), []);
  t.is(await read(path, 'data/photo.png'), 'photo', 'what a link leads to stays');
});

test('the place of a copy depends on its name only; a second one waits until the first is removed', async (t) => {
  const { project, head, commit, git } = await repositoryWithData();
  const first = await copyCommit(project, head, 'one');
  await commit({ 'experiments/a.yaml': 'name: second' });
  let isWaiting = true;
  const second = copyCommit(project, await git('rev-parse', 'HEAD'), 'one').finally(() => (isWaiting = false));
  const other = await copyCommit(project, head, 'other');
  t.true(isWaiting);
  await other.remove();
  t.false(existsSync(other.directory), 'it is gone by then');
  await first.remove();
  const { directory, remove } = await second;
  t.is(directory, first.directory);
  t.is(await read(directory, 'experiments/a.yaml'), 'name: second');
  await remove();
});

test('paths out of the repository are found when asked for, from the text or from a committed link', async (t) => {
  const outer = await newRepository();
  const inner = join(outer.path, 'deep/repo');
  await mkdir(inner, { recursive: true });
  await mkdir(join(outer.path, 'data/pets'), { recursive: true });
  await writeFile(join(outer.path, 'data/pets/list.txt'), 'outside');
  await writeFile(join(outer.path, 'other.txt'), 'other');
  await outer.git('init', '--quiet', inner);
  await mkdir(join(inner, 'experiments'));
  await symlink('../../data', join(inner, 'linked'));
  const at = (...args: string[]) => outer.git('-C', inner, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args);
  await at('add', '--all');
  await at('commit', '--quiet', '--message=one');
  const copy = await copyCommit(await findProject(inner), await at('rev-parse', 'HEAD'), 'one');
  t.is(await read(copy.directory, 'linked/pets/list.txt'), 'outside');
  t.is(await read(copy.directory, '../../other.txt'), undefined);
  for (const path of ['../../other.txt', '../../missing/x', '../'.repeat(60), 'experiments', '/etc'])
    await copy.reach(path);
  t.is(await read(copy.directory, '../../other.txt'), 'other');
  t.deepEqual((await readdir(join(copy.directory, '../..'))).toSorted(), ['data', 'deep', 'other.txt']);
  await copy.remove();
  t.is(await read(outer.path, 'data/pets/list.txt'), 'outside');
});

test('what a run writes into its copy is moved to the project when the copy is removed', async (t) => {
  const { path, project, head, write } = await repositoryWithData();
  const copy = await copyCommit(project, head, 'one');
  await mkdir(join(copy.directory, '.cache/tessera'), { recursive: true });
  await writeFile(join(copy.directory, '.cache/tessera/pack'), 'packed');
  await writeFile(join(copy.directory, 'data/mask.png'), 'through the link');
  await writeFile(join(copy.directory, 'notes.txt'), 'of the run');
  await writeFile(join(copy.directory, 'plugins/x.mjs'), 'rewritten');
  await write('notes.txt', 'of the person');
  await copy.remove();
  t.is(await read(path, '.cache/tessera/pack'), 'packed');
  t.is(await read(path, 'data/mask.png'), 'through the link');
  t.is(await read(path, 'notes.txt'), 'of the person');
  t.is(await read(path, 'notes.txt.launched-1'), 'of the run');
  t.is(await read(path, 'plugins/x.mjs'), 'export default 1;');
  t.is(await read(path, 'plugins/x.mjs.launched-1'), 'rewritten');
  t.is(await read(path, 'experiments/a.yaml.launched-1'), undefined, 'unchanged files are not kept');
});

test('the copy of a dead process is removed by the next one, and what was written into it is kept', async (t) => {
  const { path, project, head } = await repositoryWithData();
  for (const name of ['dead', 'living']) {
    const { directory } = await copyCommit(project, head, name);
    await writeFile(join(directory, `made-${name}.txt`), 'made');
  }
  await leaveDeadLease(join(path, '.git/tessera/copies/dead.lease'));
  await removeDeadCopies(project);
  t.deepEqual((await copiesOf(path)).toSorted(), ['living', 'living.lease']);
  t.is(await read(path, 'made-dead.txt'), 'made');
  t.is(await read(path, 'made-living.txt'), undefined);
});

test('a copy in which others run stays when its process has died, and is taken again by whoever goes on', async (t) => {
  const { path, project, head, commit, git } = await repositoryWithData();
  const { directory, keep } = await copyCommit(project, head, 'one');
  await keep();
  await writeFile(join(directory, 'made.txt'), 'by a job');
  await leaveDeadLease(join(path, '.git/tessera/copies/one.lease'));
  await removeDeadCopies(project);
  t.is(await read(directory, 'made.txt'), 'by a job');

  const again = await copyCommit(project, head, 'one', { isReused: true });
  t.is(again.directory, directory);
  t.is(await read(directory, 'made.txt'), 'by a job');
  await again.remove();
  t.is(await read(path, 'made.txt'), 'by a job', 'it was moved to the project');
  t.deepEqual(await copiesOf(path), []);

  await copyCommit(project, head, 'one');
  await leaveDeadLease(join(path, '.git/tessera/copies/one.lease'));
  await commit({ 'experiments/a.yaml': 'name: second' });
  const other = await copyCommit(project, await git('rev-parse', 'HEAD'), 'one', { isReused: true });
  t.is(await read(other.directory, 'experiments/a.yaml'), 'name: second', 'a copy of another commit is made anew');
  await other.remove();
});

test('a project below the top has its folder in the copy, also in a commit without it', async (t) => {
  const { path, project, head, commit, git } = await repositoryWithData();
  await commit({ 'tools/experiments/b.yaml': 'name: b' });
  const tools = await findProject(join(path, 'tools'));
  const copy = await copyCommit(tools, await git('rev-parse', 'HEAD'), 'one');
  t.is(await read(copy.directory, 'experiments/b.yaml'), 'name: b');
  t.is(await read(copy.directory, '../plugins/x.mjs'), 'export default 1;');
  t.is(copy.inPlace(`see ${copy.directory}/x`), `see ${project.top}/tools/x`);
  await copy.remove();
  const before = await copyCommit(tools, head, 'one');
  t.deepEqual(await readdir(before.directory), []);
  await before.remove();
});

test('a commit that is not there leaves no copy', async (t) => {
  const { path, project } = await repositoryWithData();
  await t.throwsAsync(copyCommit(project, '0'.repeat(40), 'one'), { message: /could not be copied/ });
  t.deepEqual(await copiesOf(path), []);
});

test('a linked working tree brings its own ignored files', async (t) => {
  const { path, git, head } = await repositoryWithData();
  const linked = join(path, '../', `${path.split('/').at(-1)}-linked`);
  await git('worktree', 'add', '--quiet', linked, '-b', 'side');
  await mkdir(join(linked, 'data'));
  await writeFile(join(linked, 'data/own.png'), 'own');
  const copy = await copyCommit(await findProject(linked), head, 'one');
  t.is(await readlink(join(copy.directory, 'data')), join(linked, 'data'));
  t.deepEqual(await copiesOf(path), ['one', 'one.lease']);
  await copy.remove();
});
