import test from 'ava';
import {
  chooseCocoSplits,
  cocoContradictions,
  type CocoPhoto,
} from '../../../../src/components/datasets/coco/choose-splits.ts';
import { divisionParam } from '../../../../src/components/datasets/division.ts';

const pairsOf = (folder: string, count: number): CocoPhoto[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `p${index >> 1}_${index}`,
    imageFile: `${folder}/${index}.jpg`,
    fields: {},
    labels: { files: [], settings: '', open: () => Promise.reject(new Error('not read')) },
  }));
const place = (images: string) => ({ images, annotations: `${images}.json` });

async function choose(params: Parameters<typeof chooseCocoSplits>[0]) {
  const opened: string[] = [];
  const { splits, hasTest } = await chooseCocoSplits(params, {
    seed: 0,
    open: async ({ images, annotations }, key) => {
      opened.push(`${images} ${key}`);
      return pairsOf(images, annotations === 'small.json' ? 2 : 10);
    },
    labelsOf: async (pairs) => pairs.map(() => [0]),
  });
  return { sizes: [splits.train.length, splits.val.length, splits.test.length], hasTest, opened, splits };
}

test('each split has its own file; without a test there is none', async (t) => {
  const { sizes, hasTest, opened } = await choose({
    images: 'x',
    splits: { train: place('big'), val: place('small') },
  });
  t.deepEqual([sizes, hasTest], [[10, 2, 0], false]);
  t.deepEqual(opened, ['big dataset.splits.train.annotations', 'small dataset.splits.val.annotations']);
});

test('the photos of one file are divided, by the pattern of their names too', async (t) => {
  const split = divisionParam.parse({ folds: 5, fold: 2, group: '{patient}_*' });
  const { sizes, hasTest, opened, splits } = await choose({ images: 'all', annotations: 'all.json', split });
  t.deepEqual([sizes, hasTest, opened], [[8, 2, 0], false, ['all dataset.annotations']]);
  t.is(new Set(splits.val.map(({ name }) => name.split('_')[0])).size, 1);
});

test('a test of its own stays, and its photos are in no other split', async (t) => {
  const split = divisionParam.parse({ train: 0.5 });
  const { sizes, hasTest, splits } = await choose({
    images: 'x',
    splits: { train: place('big'), val: place('big'), test: { images: 'big', annotations: 'small.json' } },
    split,
  });
  t.deepEqual([sizes, hasTest], [[4, 4, 2], true]);
  const tested = new Set(splits.test.map(({ imageFile }) => imageFile));
  t.false([...splits.train, ...splits.val].some(({ imageFile }) => tested.has(imageFile)));
});

test('what is missing or twice is told', (t) => {
  const messages = (params: Parameters<typeof cocoContradictions>[0]) =>
    cocoContradictions(params).map(({ path }) => path.join('.'));
  t.deepEqual(messages({ images: 'x' }), ['splits', 'splits']);
  t.deepEqual(messages({ images: 'x', splits: { train: place('a'), val: place('b') } }), []);
  const split = divisionParam.parse({ train: 0.8, test: 0.1 });
  t.deepEqual(messages({ images: 'x', split }), ['annotations']);
  t.deepEqual(messages({ images: 'x', annotations: 'a.json', split, splits: { test: place('t') } }), ['split.test']);
});
