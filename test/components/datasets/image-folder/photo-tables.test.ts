import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import test from 'ava';
import {
  photoTables,
  placeOf,
  type FileParams,
} from '../../../../src/components/datasets/image-folder/photo-tables.ts';
import { folderOf } from '../../../helpers/folders.ts';

const all = { images: 'images', masks: 'masks' };

test('a split is where the dataset says, unless it says itself, key by key', (t) => {
  t.deepEqual(placeOf('train', { ...all, splits: {} }), {
    ...all,
    keys: { images: 'dataset.images', masks: 'dataset.masks' },
  });
  t.deepEqual(placeOf('val', { ...all, splits: { val: { images: 'val/images' } } }), {
    images: 'val/images',
    masks: 'masks',
    keys: { images: 'dataset.splits.val.images', masks: 'dataset.masks' },
  });
});

test('a list of pairs goes first, but not before the own folders of a split', (t) => {
  const withList = { ...all, pairs: 'all.csv' };
  t.deepEqual(placeOf('train', { ...withList, splits: {} }), { pairs: 'all.csv', key: 'dataset.pairs' });
  t.deepEqual(placeOf('test', { ...withList, splits: { test: { pairs: 'test.csv' } } }), {
    pairs: 'test.csv',
    key: 'dataset.splits.test.pairs',
  });
  t.like(placeOf('test', { ...withList, splits: { test: { masks: 'other' } } }), { images: 'images', masks: 'other' });
});

async function params(changes: Partial<FileParams>, ...files: string[]): Promise<FileParams> {
  const root = await folderOf(...files);
  return { root, ...all, image_suffix: '.jpg', mask_suffix: '.png', mask_format: 'index', splits: {}, ...changes };
}

test('each place is opened once, for all splits that are there', async (t) => {
  const tables = photoTables(
    await params(
      { splits: { train: {}, val: {}, test: { images: 'test' } } },
      'images/a.jpg',
      'images/b.jpg',
      'masks/a.png',
      'test/c.jpg',
    ),
  );
  t.is(tables.ifOpen('train'), undefined);
  const train = await tables.of('train');
  t.is(await tables.of('val'), train);
  t.is(tables.ifOpen('val'), train);
  const other = await tables.of('test');
  t.not(other, train);
  t.deepEqual(tables.opened(), [train, other]);
  t.deepEqual(
    train.pairs.map(({ name }) => name),
    ['a', 'b'],
  );
  t.deepEqual(
    other.pairs.map(({ name }) => name),
    ['c'],
  );
});

test('folders, patterns and lists are tables of the same photos', async (t) => {
  const given = await params({}, 'images/a.jpg', 'masks/a.png');
  await writeFile(join(given.root, 'pairs.csv'), 'image,mask\nimages/a.jpg,masks/a.png\n');
  const files = { image: join(given.root, 'images/a.jpg'), masks: [join(given.root, 'masks/a.png')] };
  const ways = [{}, { images: 'images/*.jpg', masks: 'masks/*.png' }, { pairs: 'pairs.csv' }];
  for (const way of ways) {
    const { pairs } = await photoTables({ ...given, ...way }).of('train');
    t.is(pairs.length, 1);
    t.like(pairs[0], files, JSON.stringify(way));
  }
});
