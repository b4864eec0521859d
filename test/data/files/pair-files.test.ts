import { join } from 'node:path';
import test from 'ava';
import { correspond } from '../../../src/data/files/correspondence.ts';
import { kindByPattern } from '../../../src/data/files/file-kind.ts';
import { pairFiles } from '../../../src/data/files/pair-files.ts';
import { parsePattern } from '../../../src/data/files/path-pattern.ts';
import { folderOf } from '../../helpers/folders.ts';

async function pairs(photos: string, masks: string, files: readonly string[], several = false) {
  const root = await folderOf(...files);
  const [own, other] = [parsePattern(photos), parsePattern(masks)];
  const { photoKey, maskKey, maskOf } = correspond(own, other, several);
  const found = await pairFiles(kindByPattern(root, own, photoKey), kindByPattern(root, other, maskKey), {
    several,
    maskOf: ({ parts }) => maskOf(parts),
  });
  const within = (path: string) => path.slice(root.length + 1);
  return {
    masked: found.masked,
    pairs: found.pairs.map(({ name, image, masks: all }) => [name, within(image), ...all.map(within)]),
    fields: found.pairs.map(({ fields }) => fields),
    root,
  };
}

test('photos and masks in nested folders pair by their wildcards', async (t) => {
  const { pairs: found, masked } = await pairs('img/*/*_photo.png', 'gt/*/*_ids.png', [
    'img/ulm/2_photo.png',
    'img/aachen/1_photo.png',
    'gt/ulm/2_ids.png',
    'gt/aachen/1_ids.png',
    'gt/aachen/1_color.png',
  ]);
  t.deepEqual(found, [
    ['aachen/1', 'img/aachen/1_photo.png', 'gt/aachen/1_ids.png'],
    ['ulm/2', 'img/ulm/2_photo.png', 'gt/ulm/2_ids.png'],
  ]);
  t.is(masked, 2);
});

test('side by side in one folder, a mask is no photo', async (t) => {
  const { pairs: found } = await pairs('*.{jpg,png}', '*_mask.png', ['a.jpg', 'a_mask.png', 'b.PNG', 'b_mask.png']);
  t.deepEqual(found, [
    ['a', 'a.jpg', 'a_mask.png'],
    ['b', 'b.PNG', 'b_mask.png'],
  ]);
});

test('a photo whose mask is not there has the path that it would have', async (t) => {
  const { pairs: found, masked } = await pairs('*.jpg', 'gt/*_mask.{png,gif}', ['a.jpg', 'b.jpg', 'gt/b_mask.gif']);
  t.deepEqual(found, [
    ['a', 'a.jpg', 'gt/a_mask.png'],
    ['b', 'b.jpg', 'gt/b_mask.gif'],
  ]);
  t.is(masked, 1);
});

test('of photos with one name the first is taken, and so is the first mask', async (t) => {
  const files = ['a.jpg', 'a.png', 'gt/a.gif', 'gt/a.png'];
  const { pairs: found } = await pairs('*.{jpg,png}', 'gt/*.{png,gif}', files);
  t.deepEqual(found, [['a', 'a.jpg', 'gt/a.gif']]);
});

test('with a mask for each object, a photo has all of them', async (t) => {
  const files = ['x/images/x.png', 'x/masks/2.png', 'x/masks/1.png', 'y/images/y.png', 'y/masks/3.png'];
  const { pairs: found, fields } = await pairs('{id}/images/*.png', '{id}/masks/*.png', files, true);
  t.deepEqual(found, [
    ['x/images/x', 'x/images/x.png', 'x/masks/1.png', 'x/masks/2.png'],
    ['y/images/y', 'y/images/y.png', 'y/masks/3.png'],
  ]);
  t.deepEqual(fields, [{ id: 'x' }, { id: 'y' }]);
});

test('names in other alphabets pair however accents are encoded', async (t) => {
  const [nfc, nfd] = ['café', 'größe'].map((name) => [name.normalize('NFC'), name.normalize('NFD')]) as [
    string[],
    string[],
  ];
  const { masked, root } = await pairs('*.jpg', 'm/*.png', [
    `${nfc[0]}.jpg`,
    `m/${nfc[1]}.png`,
    `${nfd[1]}.jpg`,
    `m/${nfd[0]}.png`,
  ]);
  t.is(masked, 2, join(root, 'm'));
});
