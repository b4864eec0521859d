import test from 'ava';
import { trainSection } from '../../schemas/index.ts';
import { smokeDataset, smokeTrain } from '../../src/train/smoke.ts';
import { openTraced } from '../helpers/trace.ts';

test('two steps, whatever the file says of time and length', (t) => {
  const train = trainSection.parse({ epochs: 50, max_steps: 1000, max_time: '1s', batch_size: 3 });
  t.deepEqual(smokeTrain(train), trainSection.parse({ epochs: 2, max_steps: 2, batch_size: 3 }));
});

test.serial('as many samples of each split as two steps take, the first ones', async (t) => {
  const { built } = await openTraced();
  const { splits, classes } = smokeDataset(
    built.dataset,
    trainSection.parse({ epochs: 1, batch_size: 2, accumulate: 3 }),
  );
  t.deepEqual([splits.train.length, splits.val.length, splits.test.length], [12, 4, 4]);
  t.is(splits.train.name(11), built.dataset.splits.train.name(11));
  t.true(classes.every(({ allowEmpty }) => allowEmpty));
  const large = smokeDataset(built.dataset, trainSection.parse({ epochs: 1, batch_size: 99 }));
  t.is(large.splits.val.length, built.dataset.splits.val.length);
});
