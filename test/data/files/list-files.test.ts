import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { listFiles, listWithHidden } from '../../../src/data/files/list-files.ts';
import { folderOf } from '../../helpers/folders.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('files of folders in folders are listed by their paths, sorted', async (t) => {
  const folder = await folderOf('b.png', 'ulm/2.png', 'aachen/deep/1.png', 'a b (1).png');
  t.deepEqual(await listFiles(folder), ['a b (1).png', 'aachen/deep/1.png', 'b.png', 'ulm/2.png']);
});

test('what an operating system leaves behind is no file of the data', async (t) => {
  const folder = await folderOf('a.png', '._a.png', '.DS_Store', 'Thumbs.db', 'desktop.ini', '.git/a.png', 'x/._b.png');
  t.deepEqual(await listFiles(folder), ['a.png']);
  t.deepEqual((await listWithHidden(folder)).hidden, ['.DS_Store', '._a.png', 'x/._b.png']);
});

test('a folder that belongs to something else is left out', async (t) => {
  const folder = await folderOf('a.png', 'masks/a.png', 'more/b.png');
  t.deepEqual(await listFiles(folder, new Set([join(folder, 'masks')])), ['a.png', 'more/b.png']);
});

test('links lead on, and circles of them end', async (t) => {
  const other = await folderOf('far.png');
  const folder = await folderOf('near.png', 'in/b.png');
  await symlink(other, join(folder, 'linked'));
  await symlink(folder, join(folder, 'in', 'circle'));
  await symlink(join(folder, 'none'), join(folder, 'broken.png'));
  t.deepEqual(await listFiles(folder), ['broken.png', 'in/b.png', 'linked/far.png', 'near.png']);
});

test('a folder that is not there fails as the system says', async (t) => {
  await t.throwsAsync(listFiles(join(await newFolder(), 'none')), { code: 'ENOENT' });
});
