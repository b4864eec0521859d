import test from 'ava';
import { emptySplits } from '../../../src/data/prepare/empty-splits.ts';
import { buildDataset } from '../../helpers/data.ts';

test('each split without samples is a problem, of those that are asked for', async (t) => {
  const dataset = await buildDataset({ type: 'shapes', train: 1, val: 0, test: 0, image_size: 8 });
  t.deepEqual(
    emptySplits(dataset).map(({ message }) => message),
    ['val', 'test'].map((split) => `expected at least one sample in the split \`${split}\`, got none`),
  );
  t.is(emptySplits(dataset, ['train', 'test']).length, 1);
});

test('data without a test split lacks nothing, unless the test is asked for', async (t) => {
  const shapes = await buildDataset({ type: 'shapes', train: 1, val: 1, test: 0, image_size: 8 });
  const dataset = { ...shapes, hasTest: false };
  t.deepEqual(emptySplits(dataset), []);
  t.deepEqual(
    emptySplits(dataset, ['test']).flatMap(({ hints }) => hints),
    ['the data has no test split: `--split val` takes the validation'],
  );
});
