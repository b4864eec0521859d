import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { accountFiles, countFiles, describeFiles } from '../../../src/data/files/account-files.ts';
import { kindByPattern, kindBySuffix } from '../../../src/data/files/file-kind.ts';
import { parsePattern } from '../../../src/data/files/path-pattern.ts';
import { folderOf } from '../../helpers/folders.ts';
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
    kinds: [{ photos: kindBySuffix(images, ['.jpg']), masks: kindBySuffix(masks, ['.png', '.gif']) }],
  });
}

test('with a mask for each photo, nothing is left over', async (t) => {
  const account = await accountOf(['images/a.jpg', 'images/x/b.jpg', 'masks/a.png', 'masks/x/b.png'], ['a', 'x/b']);
  t.deepEqual(account, { photos: 2, masks: 2, leftOver: [] });
  t.is(describeFiles(account), '2 photos, 2 masks, 0 left over');
});

test('hidden files that end as photos or masks do are counted, in folders within too; other hidden ones are not', async (t) => {
  const hidden = ['images/._a.jpg', 'images/x/.b.JPG', 'masks/._a.png', 'images/.DS_Store', 'images/.git/c.jpg'];
  const account = await accountOf(['images/a.jpg', 'masks/a.png', ...hidden], ['a']);
  t.deepEqual(account.leftOver, [
    { what: 'file with a hidden name', files: ['images/._a.jpg', 'images/x/.b.JPG', 'masks/._a.png'] },
  ]);
  t.regex(describeFiles(account), /^1 photo, 1 mask, 3 left over: 3 files with a hidden name \(images\/\._a\.jpg, /);
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
  t.deepEqual(countFiles(account), {
    photos: 1,
    masks: 1,
    leftOver: {
      'photo without a mask': 1,
      'file of another kind': 2,
      'photo in no split': 1,
      'mask without a photo': 2,
      'mask of a photo in no split': 1,
    },
  });
});

test('of photos without mask files, only photos are told', (t) => {
  t.is(describeFiles({ photos: 1200, leftOver: [] }), '1,200 photos, 0 left over');
  t.deepEqual(countFiles({ photos: 1200, leftOver: [] }), { photos: 1200, leftOver: {} });
});

test('a second mask, and a second photo of a name, are told as such', async (t) => {
  const { leftOver } = await accountOf(['images/a.jpg', 'images/a.JPEG', 'masks/a.png', 'masks/a.gif'], ['a']);
  t.deepEqual(leftOver, [
    { what: 'photo with the name of another', files: ['images/a.JPEG'] },
    { what: 'mask of a photo that has another', files: ['masks/a.gif'] },
  ]);
});

test('a file that photos and masks fit is what fixes more of its path', async (t) => {
  const root = await folderOf('a.png', 'a_mask.png', 'b_mask.png', 'readme.md');
  const [photos, masks] = ['*.png', '*_mask.png'].map((text) => kindByPattern(root, parsePattern(text)));
  const pairs = [{ image: join(root, 'a.png'), masks: [join(root, 'a_mask.png')] }];
  const account = await accountFiles({
    pairs,
    kinds: [{ photos: photos!, masks: masks! }],
    other: 'file of no pattern',
  });
  t.deepEqual(
    account.leftOver.map(({ what, files }) => [what, files.length]),
    [
      ['mask without a photo', 1],
      ['file of no pattern', 1],
    ],
  );
});

test('each pair of folders has names of its own', async (t) => {
  const root = await folderOf(
    'train/a.png',
    'train/b.png',
    'trainannot/a.png',
    'val/b.png',
    'valannot/b.png',
    'valannot/a.png',
  );
  const kinds = ['train', 'val'].map((split) => ({
    photos: kindBySuffix(join(root, split), ['.png']),
    masks: kindBySuffix(join(root, `${split}annot`), ['.png']),
  }));
  const pairs = [
    { image: join(root, 'train/a.png'), masks: [join(root, 'trainannot/a.png')] },
    { image: join(root, 'val/b.png'), masks: [join(root, 'valannot/b.png')] },
  ];
  t.deepEqual(
    (await accountFiles({ pairs, kinds })).leftOver.map(({ what }) => what),
    ['photo in no split', 'mask without a photo'],
  );
});

test('masks that several photos have are counted', async (t) => {
  const root = await folderOf('images/a1.jpg', 'images/a2.jpg', 'masks/a.png');
  const pairs = ['a1', 'a2'].map((name) => ({
    image: join(root, 'images', `${name}.jpg`),
    masks: [join(root, 'masks/a.png')],
  }));
  const kinds = [
    { photos: kindBySuffix(join(root, 'images'), ['.jpg']), masks: kindBySuffix(join(root, 'masks'), ['.png']) },
  ];
  t.is(
    describeFiles(await accountFiles({ pairs, kinds })),
    '2 photos, 1 mask (1 of several photos: masks/a.png), 0 left over',
  );
});
