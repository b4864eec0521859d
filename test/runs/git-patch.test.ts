import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { execa } from 'execa';
import { differenceToHead, mostPatchBytes } from '../../src/runs/git-patch.ts';
import { newRepository } from '../helpers/repository.ts';

/** The project's repository after changes of every kind. */
async function changed() {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n', 'gone.txt': 'gone\n', 'image.bin': 'a\0b' });
  await repository.write('a.txt', 'two\n');
  await repository.write('image.bin', 'c\0d');
  await repository.git('rm', '--quiet', 'gone.txt');
  await repository.write('plugins/new loss.js', 'export const x = 1;\n');
  await repository.write('notes.txt', 'mine\n');
  return repository;
}

test('the patch makes the same files of the commit: changed, removed, binary, and untracked ones that were asked for', async (t) => {
  const repository = await changed();
  const files = ['plugins/new loss.js', 'a.txt', '../elsewhere.js'].map((file) => join(repository.path, file));
  const { patch } = await differenceToHead(repository.path, 'status', files);

  const fresh = await newRepository();
  await fresh.git('pull', '--quiet', repository.path, 'main');
  await execa('git', ['apply', '-'], { cwd: fresh.path, input: patch! });
  const textOf = (file: string) => readFile(join(fresh.path, file), 'utf8').catch(() => 'absent');
  t.is(await textOf('a.txt'), 'two\n');
  t.is(await textOf('image.bin'), 'c\0d');
  t.is(await textOf('gone.txt'), 'absent');
  t.is(await textOf('plugins/new loss.js'), 'export const x = 1;\n');
  t.is(await textOf('notes.txt'), 'absent', 'what is not of the experiment stays private');
});

test('an untracked plugin with other content has another hash', async (t) => {
  const repository = await changed();
  const hash = async (files: string[]) => (await differenceToHead(repository.path, '', files)).hash;
  const plugin = join(repository.path, 'plugins/new loss.js');
  const before = await hash([plugin]);
  t.is(await hash([plugin]), before);
  t.not(await hash([]), before);
  await repository.write('plugins/new loss.js', 'export const x = 2;\n');
  t.not(await hash([plugin]), before);
});

test('a patch that is too large is not kept, and is hashed to its end', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const line = 'x'.repeat(99);
  const text = `${line}\n`.repeat(Math.ceil(mostPatchBytes / 100) + 10);
  await repository.write('a.txt', `${text}end 1\n`);
  const first = await differenceToHead(repository.path, '', []);
  await repository.write('a.txt', `${text}end 2\n`);
  const second = await differenceToHead(repository.path, '', []);
  t.is(first.patch, undefined);
  t.is(second.patch, undefined);
  t.not(first.hash, second.hash);
});

test('without a difference there is no patch', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  t.is((await differenceToHead(repository.path, '?? b.txt', [])).patch, undefined);
});
