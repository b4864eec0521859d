import test from 'ava';
import type { Problem } from '../../../src/core/errors/index.ts';
import { capped, emptySplits } from '../../../src/data/prepare/data-problems.ts';
import { buildDataset } from '../../helpers/data.ts';

const problem = (message: string): Problem => ({ code: 'bad-image', message });

test('each split without samples is a problem, of those that are asked for', async (t) => {
  const dataset = await buildDataset({ type: 'shapes', train: 1, val: 0, test: 0, image_size: 8 });
  t.deepEqual(
    emptySplits(dataset).map(({ message }) => message),
    ['val', 'test'].map((split) => `expected at least one sample in the split \`${split}\`, got none`),
  );
  t.is(emptySplits(dataset, ['train', 'test']).length, 1);
});

test('a problem is told once, however many samples have it', (t) => {
  t.deepEqual(capped([problem('a'), problem('b'), problem('a')]), [problem('a'), problem('b')]);
});

test('twenty are listed, and how many more there are', (t) => {
  const many = Array.from({ length: 23 }, (_, index) => problem(String(index)));
  t.deepEqual(capped(many.slice(0, 20)), many.slice(0, 20));
  const listed = capped(many);
  t.deepEqual(listed.slice(0, 20), many.slice(0, 20));
  t.is(listed.length, 21);
  t.is(listed[20]!.message, 'the data has 23 problems; 3 more like these are not listed');
});
