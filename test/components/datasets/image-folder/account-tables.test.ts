import { join } from 'node:path';
import test from 'ava';
import { accountTables } from '../../../../src/components/datasets/image-folder/account-tables.ts';
import { photoTables, type FileParams } from '../../../../src/components/datasets/image-folder/photo-tables.ts';
import { folderOf } from '../../../helpers/folders.ts';

async function leftOver(changes: Partial<FileParams>, ...files: string[]) {
  const root = await folderOf('images/a.jpg', 'masks/a.png', ...files);
  const params = {
    root,
    images: 'images',
    masks: 'masks',
    image_suffix: '.jpg',
    mask_suffix: '.png',
    mask_format: 'index',
    splits: {},
    ...changes,
  };
  const table = await photoTables(params).of('train');
  const account = await accountTables({ train: table.pairs, val: [], test: [] }, [table], params);
  return {
    photos: account.photos,
    rest: account.leftOver.map(({ what, files: found }) => [what, found.length]),
  };
}

test('all files that are used leave nothing over', async (t) => {
  t.deepEqual(await leftOver({}), { photos: 1, rest: [] });
});

test('a file is of another kind in folders, and outside of the patterns where there are any', async (t) => {
  t.deepEqual(await leftOver({}, 'images/notes.doc'), { photos: 1, rest: [['file of another kind', 1]] });
  const patterns = { images: 'images/*.jpg', masks: 'masks/*.png' };
  t.deepEqual(await leftOver(patterns, 'images/notes.doc'), { photos: 1, rest: [['file outside of the patterns', 1]] });
});

test('a list that the section names, within a folder of photos, is not left over', async (t) => {
  const list = join('images', 'train.txt');
  t.deepEqual(await leftOver({ splits: { train: { list } } }, list), { photos: 1, rest: [] });
  t.deepEqual(await leftOver({}, list), { photos: 1, rest: [['file of another kind', 1]] });
});
