import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { divisionParam } from '../../../../src/components/datasets/division.ts';
import { chooseSplits } from '../../../../src/components/datasets/image-folder/choose-splits.ts';
import { splitsParam } from '../../../../src/components/datasets/image-folder/split-params.ts';
import { splitNames } from '../../../../src/data/dataset.ts';
import { folderOf } from '../../../helpers/folders.ts';

const names = Array.from({ length: 10 }, (_, index) => `p${index}`);
const flat = names.flatMap((name) => [`images/${name}.jpg`, `masks/${name}.png`]);
const nested = (...places: readonly string[]) => places.flatMap((place) => [`img/${place}.jpg`, `gt/${place}.png`]);
const patterns = { images: 'img/{split}/*.jpg', masks: 'gt/{split}/*.png' };

interface Given {
  readonly images?: string;
  readonly masks?: string;
  readonly pairs?: string;
  readonly splits?: object;
  readonly split?: object;
}

async function choose(
  files: readonly string[],
  { splits, split, ...paths }: Given,
  texts: Record<string, string> = {},
) {
  const root = await folderOf(...files);
  for (const [name, text] of Object.entries(texts)) await writeFile(join(root, name), text);
  const chosen = await chooseSplits(
    {
      root,
      images: 'images',
      masks: 'masks',
      image_suffix: '.jpg',
      mask_suffix: '.png',
      mask_format: 'index',
      splits: splitsParam.parse(splits),
      ...paths,
      ...(split && { split: divisionParam.parse(split) }),
    },
    { seed: 0, labelsOf: async (photos) => photos.map(() => [0]) },
  );
  const namesOf = Object.fromEntries(splitNames.map((name) => [name, chosen.splits[name].map((photo) => photo.name)]));
  return {
    ...(namesOf as Record<'train' | 'val' | 'test', string[]>),
    hasTest: chosen.hasTest,
    tables: chosen.tables.length,
  };
}
const sizes = ({ train, val, test: tested }: Awaited<ReturnType<typeof choose>>) => [
  train.length,
  val.length,
  tested.length,
];

test('by default there are shares of all, and a division by the same shares is the same', async (t) => {
  const byShare = await choose(flat, {});
  t.deepEqual([...sizes(byShare), byShare.hasTest], [7, 2, 1, true]);
  t.deepEqual(await choose(flat, { split: { train: 0.7, val: 0.15, test: 0.15 } }), byShare);
});

test('without a test in `splits` or `split`, there is none', async (t) => {
  const splits = await choose(flat, { splits: { train: { share: 0.8 }, val: { share: 0.2 } } });
  t.deepEqual([...sizes(splits), splits.hasTest], [8, 2, 0, false]);
  const split = await choose(flat, { split: { train: 0.8 } });
  t.deepEqual([...sizes(split), split.hasTest], [8, 2, 0, false]);
});

test('`{split}` names the splits, whatever usual word stands there', async (t) => {
  const files = nested('training/a', 'validation/b', 'Test/c', 'extra/d');
  t.deepEqual(await choose(files, patterns), {
    train: ['training/a'],
    val: ['validation/b'],
    test: ['Test/c'],
    hasTest: true,
    tables: 1,
  });
  t.false((await choose(nested('train/a', 'val/b'), patterns)).hasTest);
});

test('a split of a list comes before `{split}`, and `split` divides all but the named test', async (t) => {
  const files = nested('train/a', 'train/b', 'val/c', 'test/d', 'test/e');
  const listed = await choose(
    files,
    { ...patterns, splits: { val: { list: 'val.txt' }, train: {} } },
    { 'val.txt': 'train/b\n' },
  );
  t.deepEqual([listed.train, listed.val, listed.test], [['train/a', 'train/b'], ['train/b'], ['test/d', 'test/e']]);
  const divided = await choose(files, { ...patterns, split: { folds: 3, fold: 1 } });
  t.deepEqual([...sizes(divided), divided.hasTest], [2, 1, 2, true]);
  t.deepEqual(divided.test, ['test/d', 'test/e']);
});

test('`split` divides what lists give to training and validation, each photo once', async (t) => {
  const texts = { 'trainval.txt': 'p1\np2\np3\np4\n', 'more.txt': 'p4\np5\n', 'test.txt': 'p5\n' };
  const splits = { train: { list: 'trainval.txt' }, val: { list: 'more.txt' }, test: { list: 'test.txt' } };
  const divided = await choose(flat, { splits, split: { train: 0.75 } }, texts);
  t.deepEqual([...divided.train, ...divided.val].toSorted(), ['p1', 'p2', 'p3', 'p4']);
  t.deepEqual([...sizes(divided), divided.hasTest], [3, 1, 1, true]);
});

test('each split may have a list of pairs, and a column names splits', async (t) => {
  const line = (name: string, ...more: string[]) => [`images/${name}.jpg`, `masks/${name}.png`, ...more].join(',');
  const own = await choose(
    flat,
    { splits: { train: { pairs: 'a.csv' }, val: { pairs: 'b.csv' } } },
    { 'a.csv': line('p1'), 'b.csv': line('p2') },
  );
  t.deepEqual([own.train, own.val, own.tables], [['images/p1'], ['images/p2'], 2]);
  const text = ['image,mask,split', line('p1', 'train'), line('p2', 'val'), line('p3', 'none')].join('\n');
  const column = await choose(flat, { pairs: 'all.csv' }, { 'all.csv': text });
  t.deepEqual([column.train, column.val, column.hasTest], [['images/p1'], ['images/p2'], false]);
});

test('a second test is refused', async (t) => {
  const files = nested('train/a', 'train/b', 'test/d');
  const error = await t.throwsAsync(choose(files, { ...patterns, split: { train: 0.5, test: 0.2 } }), {
    instanceOf: TesseraError,
  });
  t.deepEqual([error.problems[0]!.code, error.problems[0]!.path], ['bad-value', 'dataset.split.test']);
});

test('where `{split}` names no validation, its words are told', async (t) => {
  const error = await t.throwsAsync(choose(nested('train/a', 'holdout/b'), patterns), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'empty-split');
  t.regex(error.message, /expected photos of the split `val`, got `\{split\}` or the column `split` is holdout, train/);
});
