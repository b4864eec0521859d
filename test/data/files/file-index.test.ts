import { join } from 'node:path';
import test from 'ava';
import { indexFiles } from '../../../src/data/files/file-index.ts';
import { folderOf } from '../../helpers/folders.ts';

test('files are found by their names without suffix, with the folders that they are in', async (t) => {
  const folder = await folderOf('b.JPG', 'ulm/a.jpeg', 'c.png', '.jpg');
  const index = await indexFiles(folder, ['.jpg']);
  t.deepEqual(index.names, ['b', 'ulm/a']);
  t.is(index.find('b'), join(folder, 'b.JPG'));
  t.is(index.find('ulm/a'), join(folder, 'ulm/a.jpeg'));
  t.is(index.find('a'), undefined);
});

test('a file that is not there has the path that it would have', async (t) => {
  const folder = await folderOf('b.JPG');
  const index = await indexFiles(folder, ['.png', '.jpg']);
  t.is(index.pathOf('b'), join(folder, 'b.JPG'));
  t.is(index.pathOf('x'), join(folder, 'x.png'));
});

test('however accents are encoded, names are equal', async (t) => {
  const folder = await folderOf(`${'é'.normalize('NFD')}1.png`);
  const { find, names } = await indexFiles(folder, ['.png']);
  t.is(names.length, 1);
  t.truthy(find('é1'.normalize('NFC')));
});

test('beside masks with a longer suffix, photos are what is no mask', async (t) => {
  const folder = await folderOf('a.png', 'a_mask.png', 'b.png');
  t.deepEqual((await indexFiles(folder, ['.png'], { others: ['_mask.png'] })).names, ['a', 'b']);
  t.deepEqual((await indexFiles(folder, ['_mask.png'], { others: ['.png'] })).names, ['a']);
});
