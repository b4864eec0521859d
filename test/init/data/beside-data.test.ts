import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { besideData } from '../../../src/init/data/beside-data.ts';
import { folderOf } from '../../helpers/folders.ts';

async function found(texts: Readonly<Record<string, string>>, ...folders: string[]) {
  const root = await folderOf(...Object.keys(texts));
  for (const [path, text] of Object.entries(texts)) await writeFile(join(root, path), text);
  const { lists, names } = await besideData(
    root,
    folders.map((folder) => join(root, folder)),
  );
  return {
    lists: lists.map(({ path, lines }) => [path, lines.join()]),
    names: names.map(({ path, names: own }) => [path, own.map(({ name }) => name).join()]),
  };
}

test('lists and names lie in the folder, on the way to the photos, or in folders of lists', async (t) => {
  const texts = {
    'train.txt': 'a\r\nb\n\n# none\n',
    'data/classes.txt': 'background\ncat\n',
    'data/images/val.txt': 'c\n',
    'data/ImageSets/Segmentation/trainval.txt': 'd\n',
    'data/other/test.txt': 'e\n',
    'data/notes.txt': 'x\n',
  };
  t.deepEqual(await found(texts, 'data/images'), {
    lists: [
      ['data/images/val.txt', 'c'],
      ['train.txt', 'a,b'],
      ['data/ImageSets/Segmentation/trainval.txt', 'd'],
    ],
    names: [['data/classes.txt', 'background,cat']],
  });
});

test('a text of more than 4 MiB is neither, nor is a file of another kind', async (t) => {
  const line = `${'x'.repeat(1023)}\n`;
  const texts = { 'train.txt': line.repeat(4096), 'val.txt': line.repeat(4096) + 'y', 'test.md': 'a\n' };
  t.deepEqual(
    (await found(texts, '.')).lists.map(([path]) => path),
    ['train.txt'],
  );
});
