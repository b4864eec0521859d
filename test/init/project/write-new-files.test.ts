import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { writeNewFiles } from '../../../src/init/project/write-new-files.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('files are made with their folders; what is there stays as it is', async (t) => {
  const folder = await newFolder();
  await mkdir(join(folder, 'a'));
  await writeFile(join(folder, 'a/same'), 'x');
  await writeFile(join(folder, 'a/mine'), 'y');
  t.deepEqual(await writeNewFiles(folder, { 'a/same': 'x', 'a/mine': 'x', 'b/c/new': 'x' }), [
    { path: 'a/same', state: 'the same' },
    { path: 'a/mine', state: 'kept' },
    { path: 'b/c/new', state: 'written' },
  ]);
  t.is(await readFile(join(folder, 'a/mine'), 'utf8'), 'y');
  t.is(await readFile(join(folder, 'b/c/new'), 'utf8'), 'x');
});

test('a file that cannot be written is named', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'a'), '');
  const error = await t.throwsAsync(writeNewFiles(folder, { 'a/b': 'x' }), { instanceOf: TesseraError });
  t.regex(error.message, /a[\\/]b/);
});
