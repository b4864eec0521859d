import test from 'ava';
import { overfitSplits } from '../../src/train/overfit-batches.ts';
import { openTraced } from '../helpers/trace.ts';

test.serial('every split is the first samples of the training split', async (t) => {
  const { splits } = await openTraced();
  const few = await overfitSplits(splits, 3);
  for (const split of ['train', 'val', 'test'] as const) {
    t.is(few[split].length, 3);
    t.deepEqual(
      [0, 1, 2].map((index) => few[split].name(index)),
      [0, 1, 2].map((index) => splits.train.name(index)),
    );
    t.deepEqual(few[split].remote, { ...splits.train.remote, kept: [0, 1, 2] });
    t.deepEqual((await few[split].read(2)).image, (await splits.train.read(2)).image);
  }
});

test.serial('samples that were left out are not counted, and are still told of their own split', async (t) => {
  const { splits } = await openTraced();
  const skipped = [{ split: 'val', name: 'a', problems: [] }] as const;
  const train = { ...splits.train, remote: { ...splits.train.remote, kept: [1, 4, 5] } };
  const few = await overfitSplits({ ...splits, train, val: { ...splits.val, skipped } }, 2);
  t.deepEqual(few.train.remote.kept, [1, 4]);
  t.deepEqual(few.val.skipped, skipped);
  t.deepEqual(few.train.skipped, []);
  const turned = { ...train, remote: { ...train.remote, kept: [5, 0, 4] } };
  t.deepEqual((await overfitSplits({ ...splits, train: turned }, 2)).train.remote.kept, [5, 0], 'in any order');
});

test.serial('a split that has fewer samples is taken whole', async (t) => {
  const { splits } = await openTraced();
  t.is((await overfitSplits(splits, 99)).val.length, splits.train.length);
});

test.serial('the pixels are those of the samples that are taken', async (t) => {
  const { splits } = await openTraced();
  const few = await overfitSplits(splits, 2);
  const labels = new Map<number, number>();
  for (const index of [0, 1])
    for (const label of (await splits.train.read(index)).mask) labels.set(label, (labels.get(label) ?? 0) + 1);
  for (const split of ['train', 'val', 'test'] as const) {
    const survey = few[split].survey!();
    t.is(survey.samples, 2);
    t.deepEqual(
      survey.labels,
      [...labels].sort(([a], [b]) => a - b),
    );
  }
});

test.serial('each sample is drawn once per epoch, also where the dataset draws rare classes more often', async (t) => {
  const { splits } = await openTraced();
  const repeatFactors = Array.from({ length: splits.train.length }, (_, index) => 1 + index);
  const few = await overfitSplits({ ...splits, train: { ...splits.train, repeatFactors } }, 3);
  for (const split of ['train', 'val', 'test'] as const) t.false('repeatFactors' in few[split]);
});
