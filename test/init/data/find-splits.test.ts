import test from 'ava';
import { dataFile } from '../../../src/init/data/data-file.ts';
import { findSplits, sharesFor, type ListFile } from '../../../src/init/data/find-splits.ts';
import { pairFiles } from '../../../src/init/data/pair-files.ts';

const files = (paths: readonly string[]) => paths.map(dataFile);

function splits(photos: readonly string[], masks: readonly string[], lists: readonly ListFile[] = []) {
  const { found: _, ...guess } = findSplits(pairFiles(files(photos), files(masks))!, lists);
  return guess;
}

const photo = (split: string, name: string) => `p/${split}/${name}.jpg`;
const mask = (split: string, name: string) => `m/${split}/${name}.png`;

test('folders of all splits need no key; without validation, training is divided', (t) => {
  const all = ['train', 'val', 'test'];
  t.deepEqual(
    splits(
      all.map((split) => photo(split, split)),
      all.map((split) => mask(split, split)),
    ),
    {},
  );
  t.deepEqual(splits([photo('train', 'a'), photo('test', 'b')], [mask('train', 'a'), mask('test', 'b')]), {
    split: { train: 0.8 },
  });
});

test('a split without masks is left out', (t) => {
  t.deepEqual(
    splits([photo('train', 'a'), photo('val', 'b'), photo('test', 'c')], [mask('train', 'a'), mask('val', 'b')]),
    {
      splits: {
        train: { images: 'p/train/*.jpg', masks: 'm/train/*.png' },
        val: { images: 'p/val/*.jpg', masks: 'm/val/*.png' },
      },
    },
  );
});

const [photos, masks] = [
  ['p/a.jpg', 'p/b.jpg', 'p/c.jpg', 'p/d.jpg'],
  ['m/a.png', 'm/b.png', 'm/c.png', 'm/d.png'],
];
const list = (path: string, ...lines: string[]): ListFile => ({ path, lines });

test('lists name samples by name, file or path, with more behind', (t) => {
  t.deepEqual(splits(photos, masks, [list('train.txt', 'a', 'b.jpg 1'), list('val.txt', '/data/p/c.jpg m/c.png')]), {
    splits: { train: { list: 'train.txt' }, val: { list: 'val.txt' } },
  });
  t.deepEqual(splits(photos, masks, [list('x/trainval.txt', 'a', 'b', 'c'), list('x/test.txt', 'd')]), {
    splits: {
      train: { list: 'x/trainval.txt', share: 0.8 },
      val: { list: 'x/trainval.txt', share: 0.2 },
      test: { list: 'x/test.txt' },
    },
  });
});

test('lists of other samples are none, and lists of one folder belong together', (t) => {
  const other = [
    list('Main/train.txt', 'x', 'y'),
    list('Main/val.txt', 'z'),
    list('Seg/train.txt', 'a', 'b', 'c'),
    list('Seg/val.txt', 'd'),
  ];
  t.deepEqual(splits(photos, masks, other), {
    splits: { train: { list: 'Seg/train.txt' }, val: { list: 'Seg/val.txt' } },
  });
  t.deepEqual(Object.keys(splits(photos, masks, [list('train.txt', 'x', 'y')])), ['split']);
});

test('shares leave no split empty', (t) => {
  t.deepEqual(sharesFor(20), { train: 0.7, val: 0.15, test: 0.15 });
  t.deepEqual(sharesFor(19), { train: 0.6, val: 0.2, test: 0.2 });
  t.deepEqual(sharesFor(3), { train: 0.34, val: 0.33, test: 0.33 });
  t.deepEqual(sharesFor(2), { train: 0.5, val: 0.5 });
});
