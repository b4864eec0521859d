import { join } from 'node:path';
import test from 'ava';
import { folderTables } from '../../../../src/components/datasets/image-folder/folder-table.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { folderOf } from '../../../helpers/folders.ts';

async function open(files: readonly string[], suffixes: Partial<Record<'image_suffix' | 'mask_suffix', string>> = {}) {
  const root = await folderOf(...files);
  const [images, masks] = [join(root, 'images'), join(root, 'masks')];
  const given = { image_suffix: '.jpg', mask_suffix: '.png', ...suffixes };
  return { images, masks, table: folderTables({ images: [images], masks: [masks], ...given }) };
}

test('photos pair with masks by name, with folders, and one without a mask has the path that it would have', async (t) => {
  const { images, masks, table } = await open(['images/b.jpg', 'images/cats/a.jpg', 'masks/b.png', 'masks/x.png']);
  const opened = await table({ images, masks, key: 'dataset.images' });
  t.deepEqual(opened.pairs, [
    { name: 'b', image: join(images, 'b.jpg'), masks: [join(masks, 'b.png')], fields: {} },
    { name: 'cats/a', image: join(images, 'cats/a.jpg'), masks: [join(masks, 'cats/a.png')], fields: {} },
  ]);
  t.is(opened.find('x'), undefined, 'a mask without a photo is no photo');
  t.is(opened.find('b')?.name, 'b');
  t.is(opened.missing('c').image, join(images, 'c.jpg'));
});

test('a folder that is not there is a problem of the key that names it', async (t) => {
  const { images, table } = await open(['images/b.jpg']);
  const masks = join(images, '../none');
  const error = await t.throwsAsync(table({ images, masks, key: 'dataset.masks' }), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'file-missing', path: 'dataset.masks' });
  t.regex(error.message, /the folder .*none with the masks cannot be read/);
});

test('files of other kinds only: the suffixes that they have, the most frequent first', async (t) => {
  const { images, masks, table } = await open(['images/a.TIF', 'images/b.tif', 'images/c.bmp', 'masks/a.png']);
  const error = await t.throwsAsync(table({ images, masks, key: 'dataset.images' }), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'empty-split', path: 'dataset.image_suffix' });
  t.regex(error.message, /expected photos in .*images that end with \.jpg, got /);
  t.deepEqual(error.problems[0]!.hints, ['did you mean `image_suffix: [.tif, .bmp]`?']);
});

test('an empty folder is no problem yet', async (t) => {
  const { images, masks, table } = await open(['images/b.jpg', 'masks/b.png']);
  const root = await folderOf('images/b.jpg', 'empty/.hidden');
  const own = folderTables({
    images: [join(root, 'empty')],
    masks: [masks],
    image_suffix: '.jpg',
    mask_suffix: '.png',
  });
  t.deepEqual((await own({ images: join(root, 'empty'), masks, key: 'dataset.images' })).pairs, []);
  t.is((await table({ images, masks, key: 'dataset.images' })).pairs.length, 1);
});

test('photos and masks in one folder are told apart by the longer suffix', async (t) => {
  const root = await folderOf('all/a.png', 'all/a_mask.png');
  const folder = join(root, 'all');
  const given = { images: [folder], masks: [folder], image_suffix: '.png', mask_suffix: '_mask.png' };
  const { pairs } = await folderTables(given)({ images: folder, masks: folder, key: 'dataset.images' });
  t.deepEqual(pairs, [{ name: 'a', image: join(folder, 'a.png'), masks: [join(folder, 'a_mask.png')], fields: {} }]);
});
