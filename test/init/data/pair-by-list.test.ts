import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { bestList, pairsInList } from '../../../src/init/data/pair-by-list.ts';
import { newFolder } from '../../helpers/tessera.ts';

async function folderWith(list: string, text: string): Promise<string> {
  const folder = await newFolder();
  for (const path of ['photos/a b.jpg', 'photos/c.jpg', 'masks/1.png', 'masks/2.png', list])
    await mkdir(dirname(join(folder, path)), { recursive: true }).then(() => writeFile(join(folder, path), ''));
  await writeFile(join(folder, list), text);
  return folder;
}
const lines = 'image,mask,patient\nphotos/a b.jpg,masks/1.png,p1\n./photos/c.jpg,masks/2.png,p2\n';

test('photos and masks are those of the lines, with what else the lines say', async (t) => {
  const folder = await folderWith('pairs.csv', `${lines}photos/gone.jpg,masks/2.png,p3\n`);
  const { root, pairing } = await pairsInList(join(folder, 'pairs.csv'));
  t.is(root, folder);
  t.deepEqual(
    pairing.pairs.map(({ photo, masks }) => [photo.path, masks.map(({ path }) => path)]),
    [
      ['photos/a b.jpg', ['masks/1.png']],
      ['photos/c.jpg', ['masks/2.png']],
    ],
  );
  t.like(pairing.list, { path: 'pairs.csv', lines: 3 });
  t.deepEqual(
    pairing.list?.fields.map(({ patient }) => patient),
    ['p1', 'p2'],
  );
  t.deepEqual(
    pairing.list?.missing.map(({ path }) => path),
    ['photos/gone.jpg'],
  );
});

test("paths may begin in a folder above the list's", async (t) => {
  const folder = await folderWith('lists/all/pairs.csv', lines);
  const { root, pairing } = await pairsInList(join(folder, 'lists/all/pairs.csv'));
  t.is(root, folder);
  t.is(pairing.list?.path, 'lists/all/pairs.csv');
});

test('a list that names nothing that is there, or is none, is refused where it was given, and passed over elsewhere', async (t) => {
  const folder = await folderWith('pairs.csv', 'image,mask\nx/a.jpg,y/a.png\n');
  const error = await t.throwsAsync(pairsInList(join(folder, 'pairs.csv')), { instanceOf: TesseraError });
  t.regex(
    error.problems[0]!.message,
    /^expected a list of photos and masks that are there, .* x\/a\.jpg and y\/a\.png$/,
  );
  await writeFile(join(folder, 'prices.csv'), 'name,price,weight\nbox,3,4\n');
  t.is(await bestList(folder, ['pairs.csv', 'prices.csv']), undefined);
  await writeFile(join(folder, 'good.csv'), lines);
  t.is((await bestList(folder, ['pairs.csv', 'good.csv']))?.pairing.list?.path, 'good.csv');
});

test('columns with other names are found by what is in them', async (t) => {
  const folder = await folderWith('pairs.csv', lines.replace('image,mask', 'scan,truth'));
  const { pairing } = await pairsInList(join(folder, 'pairs.csv'));
  t.deepEqual(pairing.list?.columns, { image: 'scan', mask: 'truth' });
  t.is(pairing.pairs[1]!.masks[0]!.path, 'masks/2.png');
  const usual = await folderWith('pairs.csv', lines);
  t.is((await pairsInList(join(usual, 'pairs.csv'))).pairing.list?.columns, undefined);
});
