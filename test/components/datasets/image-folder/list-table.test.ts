import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { tableByList } from '../../../../src/components/datasets/image-folder/list-table.ts';
import { folderOf } from '../../../helpers/folders.ts';

async function open(text: string, several = false) {
  const root = await folderOf('i/a.jpg', 'm/a.png');
  const file = join(root, 'pairs.csv');
  await writeFile(file, text);
  const table = await tableByList({ root, file, key: 'dataset.pairs', columns: {}, several });
  return {
    root,
    table,
    pairs: table.pairs.map(({ name, image, masks }) =>
      [name, image, ...masks].map((path) => path.replace(`${root}/`, '')),
    ),
  };
}

test('paths are relative to the root, also those that begin with a slash and are not there', async (t) => {
  const { pairs, root, table } = await open('/i/b.jpg,m/b.png\n./i/a.jpg,/m/a.png\n');
  t.deepEqual(pairs, [
    ['i/a', 'i/a.jpg', 'm/a.png'],
    ['i/b', 'i/b.jpg', 'm/b.png'],
  ]);
  t.is(table.find('i/a')?.image, join(root, 'i/a.jpg'));
  t.deepEqual(table.folders, [join(root, 'i'), join(root, 'm')]);
  const absolute = await open(`${join(root, 'i/a.jpg')},m/a.png\n`);
  t.is(absolute.table.pairs[0]!.image, join(root, 'i/a.jpg'));
});

test('a photo on two lines is refused, or has several masks', async (t) => {
  const text = 'i/a.jpg,m/1.png\ni/a.jpg,m/2.png\n';
  t.deepEqual((await open(text, true)).pairs, [['i/a', 'i/a.jpg', 'm/1.png', 'm/2.png']]);
  const error = await t.throwsAsync(open(text), { instanceOf: TesseraError });
  t.is(error.problems[0]!.where!.line, 2);
  t.regex(error.message, /expected each photo once in pairs\.csv, got i\/a\.jpg on line 1 too/);
});

test('a list without photos is told', async (t) => {
  const error = await t.throwsAsync(open('image,mask\n'), { instanceOf: TesseraError });
  t.deepEqual([error.problems[0]!.code, error.problems[0]!.path], ['empty-split', 'dataset.pairs']);
});
