import test from 'ava';
import { dataFile } from '../../../src/init/data/data-file.ts';
import { pairFiles } from '../../../src/init/data/pair-files.ts';

const filesOf = (paths: readonly string[]) => paths.map(dataFile);

/** The patterns, and which photo has which masks. */
function pairing(photos: readonly string[], masks: readonly string[]) {
  const found = pairFiles(filesOf(photos), filesOf(masks));
  if (!found) return undefined;
  return {
    images: found.images,
    masks: found.masks,
    pairs: Object.fromEntries(
      found.pairs.map((pair) => [pair.photo.path, pair.masks.map(({ path }) => path).join(' ')]),
    ),
    alone: [...found.photosAlone, ...found.masksAlone].map(({ path }) => path),
    perObject: found.perObject,
  };
}

test('equal names pair, whatever their suffixes; what has no partner is alone', (t) => {
  t.deepEqual(pairing(['p/a.jpg', 'p/b.JPEG', 'p/c.png', 'p/d.jpg'], ['m/a.png', 'm/b.png', 'm/c.gif', 'm/x.png']), {
    images: 'p/*.{jpg,png}',
    masks: 'm/*.{png,gif}',
    pairs: { 'p/a.jpg': 'm/a.png', 'p/b.JPEG': 'm/b.png', 'p/c.png': 'm/c.gif' },
    alone: ['p/d.jpg', 'm/x.png'],
    perObject: false,
  });
});

test('heads and tails are found, also where parts of the names are alike', (t) => {
  const numbers = ['01', '02', '11', '12', '21'];
  t.like(
    pairing(
      numbers.map((number) => `p/img_${number}.jpg`),
      numbers.map((number) => `p/img_mask_${number}.png`),
    ),
    {
      images: 'p/img_*.jpg',
      masks: 'p/img_mask_*.png',
      pairs: { 'p/img_11.jpg': 'p/img_mask_11.png' },
      alone: [],
    },
  );
  t.like(pairing(['p/cat.jpg', 'p/cat 2.jpg'], ['m/cat_matte.png', 'm/cat 2_matte.png']), {
    images: 'p/*.jpg',
    masks: 'm/*_matte.png',
    alone: [],
  });
});

test('of several kinds of masks, that with numbers of classes is taken, and not the one in colours', (t) => {
  const kinds = ['color', 'instanceIds', 'labelIds'];
  const masks = ['a_1', 'b_2'].flatMap((name) => kinds.map((kind) => `m/${name}_gtFine_${kind}.png`));
  t.like(pairing(['p/a_1_leftImg8bit.png', 'p/b_2_leftImg8bit.png'], masks), {
    images: 'p/*_leftImg8bit.png',
    masks: 'm/*_gtFine_labelIds.png',
  });
});

test('folders that vary correspond, and name the split if all of them do', (t) => {
  t.like(pairing(['p/train/x/1.jpg', 'p/val/y/1.jpg'], ['m/train/x/1.png', 'm/val/y/1.png']), {
    images: 'p/{split}/*/*.jpg',
    masks: 'm/{split}/*/*.png',
    pairs: { 'p/train/x/1.jpg': 'm/train/x/1.png', 'p/val/y/1.jpg': 'm/val/y/1.png' },
  });
  t.like(pairing(['d/train/1.png', 'd/val/2.png'], ['d/trainannot/1.png', 'd/valannot/2.png']), {
    images: 'd/{split}/*.png',
    masks: 'd/{split}annot/*.png',
    alone: [],
  });
  t.like(pairing(['p/a/1.jpg', 'p/b/c/2.jpg'], ['m/a/1.png', 'm/b/c/2.png']), {
    images: 'p/**/*.jpg',
    masks: 'm/**/*.png',
  });
});

test('files of one name, in a folder for each photo', (t) => {
  t.like(pairing(['d/1/image.jpg', 'd/2/image.jpg'], ['d/1/mask.png', 'd/2/mask.png']), {
    images: 'd/*/image.jpg',
    masks: 'd/*/mask.png',
    pairs: { 'd/2/image.jpg': 'd/2/mask.png' },
  });
});

test('masks of objects: beside the photo, in a folder of its name, and numbered', (t) => {
  t.like(pairing(['d/1/i/x.png', 'd/2/i/y.png'], ['d/1/m/a.png', 'd/1/m/b.png', 'd/2/m/c.png']), {
    images: 'd/*/i/*.png',
    masks: 'd/*/m/*.png',
    perObject: true,
    pairs: { 'd/1/i/x.png': 'd/1/m/a.png d/1/m/b.png', 'd/2/i/y.png': 'd/2/m/c.png' },
  });
  t.like(pairing(['p/x.png', 'p/y.png'], ['m/x/q.png', 'm/x/r.png', 'm/y/s.png']), {
    masks: 'm/*/*.png',
    perObject: true,
  });
  t.like(pairing(['p/x.png', 'p/y.png'], ['m/x_1.png', 'm/x_2.png', 'm/x_3.png', 'm/y_1.png', 'm/y_2.png']), {
    masks: 'm/*_*.png',
    perObject: true,
    alone: [],
  });
});

test("masks with numbers after the photo's name are objects, also where each photo has as many; other words are kinds", (t) => {
  const folders = ['cat', 'dog', 'owl'];
  const photos = folders.map((name) => `${name}/images/${name}.png`);
  const masks = (kinds: readonly string[]) =>
    folders.flatMap((name) => kinds.map((kind) => `${name}/masks/${name}_${kind}.png`));
  const paired = (kinds: readonly string[]) => pairFiles(photos.map(dataFile), masks(kinds).map(dataFile))!;
  t.like(paired(['0', '1', '2']), { perObject: true, masks: '*/masks/*.png' });
  t.is(paired(['0', '1', '2']).pairs[0]!.masks.length, 3);
  t.false(paired(['liver', 'spleen', 'labels']).perObject);
});

test('names however their accents are encoded', (t) => {
  const name = 'é';
  t.deepEqual(
    pairing([`p/${name.normalize('NFD')}.jpg`, 'p/b.jpg'], [`m/${name.normalize('NFC')}.png`, 'm/b.png'])?.alone,
    [],
  );
});

test('names that have nothing in common do not pair', (t) => {
  t.is(pairing(['p/a.jpg'], ['m/zzz.png']), undefined);
  t.is(pairing([], ['m/a.png']), undefined);
});
