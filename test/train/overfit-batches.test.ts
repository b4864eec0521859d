import test from 'ava';
import { overfitSplits } from '../../src/train/overfit-batches.ts';
import { openTraced } from '../helpers/trace.ts';

test.serial('every split is the first samples of the training split', async (t) => {
  const { splits } = await openTraced();
  const few = overfitSplits(splits, 3);
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
  const few = overfitSplits({ ...splits, train, val: { ...splits.val, skipped } }, 2);
  t.deepEqual(few.train.remote.kept, [1, 4]);
  t.deepEqual(few.val.skipped, skipped);
  t.deepEqual(few.train.skipped, []);
});

test.serial('a split that has fewer samples is taken whole', async (t) => {
  const { splits } = await openTraced();
  t.is(overfitSplits(splits, 99).val.length, splits.train.length);
});
