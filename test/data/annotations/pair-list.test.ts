import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { readPairList, type PairColumns } from '../../../src/data/annotations/pair-list.ts';
import { newFolder } from '../../helpers/tessera.ts';

async function read(text: string, columns: PairColumns = {}, name = 'pairs.csv') {
  const file = join(await newFolder(), name);
  await writeFile(file, text);
  return (await readPairList(file, 'dataset.pairs', columns)).map(({ image, mask, fields, line }) => ({
    image,
    mask,
    fields,
    line,
  }));
}

test('the first line names the columns, in any order and in capitals too', async (t) => {
  t.deepEqual(await read('patient,Mask,Image\np1,m/a.png,i/a.jpg\n'), [
    { image: 'i/a.jpg', mask: 'm/a.png', fields: { patient: 'p1', Mask: 'm/a.png', Image: 'i/a.jpg' }, line: 2 },
  ]);
});

test('columns of other names are named, and that of the split is always called split', async (t) => {
  const text = 'x;y;set1\na.jpg;a.png;train\n';
  const [pair] = await read(text, { image: 'x', mask: 'Y', split: 'set1' });
  t.deepEqual([pair!.image, pair!.mask, pair!.fields['split']], ['a.jpg', 'a.png', 'train']);
  const [usual] = await read('image,mask,subset\na.jpg,a.png,val\n');
  t.is(usual!.fields['split'], 'val');
});

test('two columns of files need no first line', async (t) => {
  t.deepEqual(await read('a.jpg,a.png\nb.jpg,b.png\n'), [
    { image: 'a.jpg', mask: 'a.png', fields: {}, line: 1 },
    { image: 'b.jpg', mask: 'b.png', fields: {}, line: 2 },
  ]);
});

test('a plain list has a blank between photo and mask; names may have blanks, comments are none', async (t) => {
  t.deepEqual(await read('# pairs\n/img/a.jpg /gt/a.png\nmy photo 1.jpg gt/my photo 1.png\nc d\n', {}, 'train.txt'), [
    { image: '/img/a.jpg', mask: '/gt/a.png', fields: {}, line: 2 },
    { image: 'my photo 1.jpg', mask: 'gt/my photo 1.png', fields: {}, line: 3 },
    { image: 'c', mask: 'd', fields: {}, line: 4 },
  ]);
});

test('a line that lacks a mask is told with its number', async (t) => {
  const plain = await t.throwsAsync(read('a.jpg a.png\nb.jpg\n', {}, 'l.txt'), { instanceOf: TesseraError });
  t.deepEqual([plain.problems[0]!.code, plain.problems[0]!.where!.line], ['bad-dataset', 2]);
  const table = await t.throwsAsync(read('# c\nimage,mask\na.jpg,\nb.jpg,b.png\nc.jpg\n'), {
    instanceOf: TesseraError,
  });
  t.deepEqual(
    table.problems.map(({ where }) => where!.line),
    [3, 5],
  );
});

test('columns that are not there are told with those that are', async (t) => {
  const unusual = await t.throwsAsync(read('scan,truth\na.jpg,a.png\n'), { instanceOf: TesseraError });
  t.deepEqual(
    unusual.problems.map(({ message }) => message),
    [
      'expected a column such as `image` in the first line of pairs.csv, its columns are scan, truth',
      'expected a column such as `mask` in the first line of pairs.csv, its columns are scan, truth',
    ],
  );
  const misspelt = await t.throwsAsync(read('image,mask\na.jpg,a.png\n', { image: 'imge' }), {
    instanceOf: TesseraError,
  });
  t.regex(misspelt.problems[0]!.message, /expected the column `imge`/);
  t.deepEqual(misspelt.problems[0]!.hints, ['name it in the section `dataset`: `columns: {image: image}`']);
});

test('a list that is not there is named by its key', async (t) => {
  const error = await t.throwsAsync(readPairList('/none.csv', 'dataset.pairs'), { instanceOf: TesseraError });
  t.deepEqual([error.problems[0]!.code, error.problems[0]!.path], ['file-missing', 'dataset.pairs']);
});
