import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { nameOnLine, namesInList } from '../../../../src/components/datasets/image-folder/names-in-list.ts';
import { indexFiles } from '../../../../src/data/files/file-index.ts';
import { folderOf } from '../../../helpers/folders.ts';

async function indexOf(...files: readonly string[]) {
  const folder = await folderOf(...files);
  return { folder, index: await indexFiles(folder, ['.png']) };
}

test('a name with blanks is one name', async (t) => {
  const { index } = await indexOf('IMG 00 (1).png', 'IMG.png');
  for (const line of ['IMG 00 (1)', 'IMG 00 (1).png', '  IMG 00 (1).PNG ', 'images/IMG 00 (1).png'])
    t.is(nameOnLine(line, index), 'IMG 00 (1)', line);
  t.is(nameOnLine('IMG', index), 'IMG');
});

test('of two columns, the first is the photo', async (t) => {
  const { index } = await indexOf('a.png', 'b.png', 'IMG 00.png');
  for (const line of ['train/a.png labels/b.png', 'a b', 'a\tb', 'a.png  b.png', './a.png /labels/b_mask.png'])
    t.is(nameOnLine(line, index), 'a', line);
  t.is(nameOnLine('IMG 00.png masks/IMG 00.png', index), 'IMG 00');
  t.is(nameOnLine('IMG 00 b', index), 'IMG 00');
});

test('of a path, as many folders count as lead to a photo', async (t) => {
  const { index } = await indexOf('aachen/1.png', 'ulm/1.png', '2.png');
  t.is(nameOnLine('aachen/1', index), 'aachen/1');
  t.is(nameOnLine('/data/leftImg8bit/train/ulm/1.png', index), 'ulm/1');
  t.is(nameOnLine('C:\\photos\\2.png', index), '2');
});

test('a name that leads to no photo stays as it is written', async (t) => {
  const { index } = await indexOf('a.png');
  t.is(nameOnLine('x/none', index), 'x/none');
  t.is(nameOnLine('none.png other.png', index), 'none');
});

test('comments and empty lines name nothing', async (t) => {
  const { folder, index } = await indexOf('a.png', 'b.png');
  const file = join(folder, 'list.txt');
  await writeFile(file, '\ufeffb\r\n\r\n# a comment\na\n');
  t.deepEqual(await namesInList(file, index, 'train'), ['b', 'a']);
});
