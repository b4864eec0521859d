import test from 'ava';
import { dataFile } from '../../../src/init/data/data-file.ts';
import { pairingsByObject } from '../../../src/init/data/pair-by-object.ts';

function pairings(photos: readonly string[], masks: readonly string[]) {
  return pairingsByObject(photos.map(dataFile), masks.map(dataFile)).map((found) => ({
    images: found.images,
    masks: found.masks,
    pairs: found.pairs.map(({ photo, masks: own }) => [photo.path, ...own.map(({ path }) => path)].join(' ')),
    alone: [...found.photosAlone, ...found.masksAlone].map(({ path }) => path),
    perObject: found.perObject,
  }));
}

test('masks of objects in a folder with the name of the photo', (t) => {
  t.deepEqual(pairings(['p/a.jpg', 'p/b.jpg', 'p/c.jpg'], ['m/a/1.png', 'm/a/2.png', 'm/b/1.png', 'm/x/1.png']), [
    {
      images: 'p/*.jpg',
      masks: 'm/*/*.png',
      pairs: ['p/a.jpg m/a/1.png m/a/2.png', 'p/b.jpg m/b/1.png'],
      alone: ['p/c.jpg', 'm/x/1.png'],
      perObject: true,
    },
  ]);
});

test('masks beside the photo, in a folder of its own, as of the Data Science Bowl', (t) => {
  const photos = ['a/images/a.png', 'b/images/b.png'];
  const [found] = pairings(photos, ['a/masks/1.png', 'a/masks/2.png', 'b/masks/3.png']);
  t.deepEqual(found?.pairs, ['a/images/a.png a/masks/1.png a/masks/2.png', 'b/images/b.png b/masks/3.png']);
  t.is(found?.masks, '*/masks/*.png');
});

test('masks with the name of the photo and a number', (t) => {
  const [found] = pairings(['p/a_b.jpg', 'p/c.jpg'], ['m/a_b_1.png', 'm/a_b_2.png', 'm/c_1.png']);
  t.deepEqual(found?.pairs, ['p/a_b.jpg m/a_b_1.png m/a_b_2.png', 'p/c.jpg m/c_1.png']);
  t.is(found?.masks, 'm/*_*.png');
});

test('where no photo has several masks, they are no objects', (t) => {
  t.deepEqual(pairings(['p/a.jpg', 'p/b.jpg'], ['m/a/1.png', 'm/b/1.png']), []);
});
