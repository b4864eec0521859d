import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { committedFiles } from '../../src/launch/committed-files.ts';
import { newRepository, type Repository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

/** The files of the last commit, whose copies go below a folder of their own. */
async function committedIn({ git }: Repository, directory: string) {
  const scratch = await newFolder();
  const commit = await git('rev-parse', 'HEAD');
  return { scratch, commit, files: committedFiles(directory, commit, scratch) };
}

test('while nothing differs, the files are those of the working tree', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.yaml': 'name: a' });
  const { files, scratch } = await committedIn(repository, repository.path);
  t.deepEqual(await files.differing(['a.yaml']), []);
  t.is(await files.root(), repository.path);
  t.is(await files.pathOf('a.yaml', ['a.yaml']), 'a.yaml');
  t.deepEqual(await readdir(scratch), []);
});

test('a file that differs is read from one copy of the commit, which is made once', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.yaml': 'name: committed', 'b.txt': 'b', 'c.yml': 'c' });
  await repository.write('a.yaml', 'name: edited');
  const { files, scratch, commit } = await committedIn(repository, repository.path);
  t.deepEqual(await files.differing(['a.yaml', 'b.txt']), ['a.yaml']);
  const copy = join(scratch, commit.slice(0, 12));
  t.is(await files.root(), copy);
  const path = join(repository.path, await files.pathOf('a.yaml', ['a.yaml']));
  t.is(path, join(copy, 'a.yaml'));
  t.is(await readFile(path, 'utf8'), 'name: committed');
  t.is(await readFile(join(copy, 'b.txt'), 'utf8'), 'b');
  t.is(await committedFiles(repository.path, commit, scratch).root(), copy, 'a later process takes the same copy');
  t.deepEqual(await readdir(scratch), [commit.slice(0, 12)], 'no draft and no index is left');
  t.is(await repository.git('status', '--porcelain'), ' M a.yaml', 'the index of the working tree is left alone');
});

test('both endings of YAML files count as changes of the project, others do not', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.yaml': 'a', 'b.yml': 'b', 'c.txt': 'c' });
  for (const [file, differs] of [
    ['c.txt', false],
    ['b.yml', true],
    ['a.yaml', true],
  ] as const) {
    await repository.write(file, 'edited');
    const { files, scratch, commit } = await committedIn(repository, repository.path);
    t.is(await files.root(), differs ? join(scratch, commit.slice(0, 12)) : repository.path, file);
    await repository.git('checkout', '--quiet', '.');
  }
});

test('a project below the top of its repository has its own folder in the copy', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'sub/a.yaml': 'name: committed', 'a.yaml': 'of another project' });
  await repository.write('sub/a.yaml', 'name: edited');
  const directory = join(repository.path, 'sub');
  const { files, scratch, commit } = await committedIn(repository, directory);
  t.is(await files.root(), `${join(scratch, commit.slice(0, 12), 'sub')}/`);
  const path = await files.pathOf('a.yaml', ['a.yaml']);
  t.is(await readFile(join(directory, path), 'utf8'), 'name: committed');
});

test('a commit that is not there cannot be copied, and nothing of it is left', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.yaml': 'a' });
  const scratch = await newFolder();
  const files = committedFiles(repository.path, '0'.repeat(40), scratch);
  const error = await t.throwsAsync(files.root(), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'git-failed');
  t.deepEqual(await readdir(scratch), []);
});
