import test from 'ava';
import { trainSection } from '../../schemas/index.ts';
import { smokeDataset, smokeTrain } from '../../src/train/smoke.ts';
import { openTraced } from '../helpers/trace.ts';

test('three steps, whatever the file says of time and length', (t) => {
  const train = trainSection.parse({ epochs: 50, max_steps: 1000, max_time: '1s', batch_size: 3 });
  t.deepEqual(smokeTrain(train), trainSection.parse({ epochs: 3, max_steps: 3, batch_size: 3 }));
});

test.serial('the first samples of each split: two whole batches, and as many as its last batch has', async (t) => {
  const { built } = await openTraced();
  const { splits, classes } = smokeDataset(
    built.dataset,
    trainSection.parse({ epochs: 1, batch_size: 2, accumulate: 3 }),
  );
  t.deepEqual(
    [splits.train.length, splits.val.length, splits.test.length],
    [12, 4, 5],
    'the last batch of test has one sample',
  );
  t.is(splits.train.name(11), built.dataset.splits.train.name(11));
  t.true(classes.every(({ allowEmpty }) => allowEmpty));
  const lengthOf = (drop_last: boolean) =>
    smokeDataset(built.dataset, trainSection.parse({ epochs: 1, batch_size: 4, drop_last })).splits.train.length;
  t.deepEqual([lengthOf(false), lengthOf(true)], [10, 8], 'the last batch of train has two, unless it is dropped');
  const large = smokeDataset(built.dataset, trainSection.parse({ epochs: 1, batch_size: 99 }));
  t.is(large.splits.val.length, built.dataset.splits.val.length);
});
