import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { accountFiles, describeFiles } from '../../../src/data/files/account-files.ts';
import { newFolder } from '../../helpers/tessera.ts';

/** Accounts for files of `images/` and `masks/`, of which those of `names` are in a split. */
async function accountOf(files: readonly string[], names: readonly string[]) {
  const root = await newFolder();
  for (const file of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), '');
  }
  const [images, masks] = [join(root, 'images'), join(root, 'masks')];
  return accountFiles({
    pairs: names.map((name) => ({ image: join(images, `${name}.jpg`), masks: [join(masks, `${name}.png`)] })),
    photos: { folders: [images], suffixes: ['.jpg'] },
    masks: { folders: [masks], suffixes: ['.png'] },
  });
}

test('with a mask for each photo, nothing is left over', async (t) => {
  const account = await accountOf(['images/a.jpg', 'images/x/b.jpg', 'masks/a.png', 'masks/x/b.png'], ['a', 'x/b']);
  t.deepEqual(account, { photos: 2, masks: 2, leftOver: [] });
  t.is(describeFiles(account), '2 photos, 2 masks, 0 left over');
});

test('a photo in two splits is one photo', async (t) => {
  const { photos, masks } = await accountOf(['images/a.jpg', 'masks/a.png'], ['a', 'a']);
  t.deepEqual([photos, masks], [1, 1]);
});

test('every other file has its reason', async (t) => {
  const files = [
    ...['a.jpg', 'bare.jpg', 'unlisted.jpg', 'notes.txt', 'other.png'].map((name) => `images/${name}`),
    ...['a.png', 'unlisted.png', 'alone.png', 'alone2.PNG'].map((name) => `masks/${name}`),
  ];
  const account = await accountOf(files, ['a', 'bare']);
  t.deepEqual(account, {
    photos: 1,
    masks: 1,
    leftOver: [
      { what: 'photo without a mask', files: ['images/bare.jpg'] },
      { what: 'file of another kind', files: ['images/notes.txt', 'images/other.png'] },
      { what: 'photo in no split', files: ['images/unlisted.jpg'] },
      { what: 'mask without a photo', files: ['masks/alone.png', 'masks/alone2.PNG'] },
      { what: 'mask of a photo in no split', files: ['masks/unlisted.png'] },
    ],
  });
  t.is(
    describeFiles(account),
    '1 photo, 1 mask, 7 left over: 1 photo without a mask (images/bare.jpg); 2 files of another kind (images/notes.txt, images/other.png); 1 photo in no split (images/unlisted.jpg); 2 masks without a photo (masks/alone.png, masks/alone2.PNG); 1 mask of a photo in no split (masks/unlisted.png)',
  );
});

test('of photos without mask files, only photos are told', (t) => {
  t.is(describeFiles({ photos: 1200, leftOver: [] }), '1,200 photos, 0 left over');
});
