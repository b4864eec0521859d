import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { createTensorBoardLogger } from '../../../src/log/tensorboard-logger.ts';
import { histogramBuckets } from '../../../src/log/tensorboard/histogram.ts';
import { readWithTensorBoard } from '../../helpers/events.ts';
import { testIf } from '../../helpers/requirements.ts';
import { newFolder } from '../../helpers/tessera.ts';

const withTensorBoard = await testIf('tensorboard-reader');

function checkBuckets(t: ExecutionContext, values: readonly number[], expected: readonly number[]) {
  t.deepEqual([...histogramBuckets(values, 3)], [...expected]);
}

test(
  'a value on an edge counts to its right, the greatest to the last bucket',
  checkBuckets,
  [0, 1, 2, 3],
  [0, 1, 1, 1, 2, 1, 2, 3, 2],
);
test(
  'values count by their distance from the least, in widths',
  checkBuckets,
  [-3, 0, 0.5, 3],
  [-3, -1, 1, -1, 1, 2, 1, 3, 1],
);
test('equal values are in the last bucket, which has no width', checkBuckets, [5, 5], [5, 5, 0, 5, 5, 0, 5, 5, 2]);
test('what is not finite does not count', checkBuckets, [NaN, 0, Infinity, 6, -Infinity], [0, 2, 1, 2, 4, 0, 4, 6, 1]);
test('nothing is zeros', checkBuckets, [NaN], [0, 0, 0, 0, 0, 0, 0, 0, 0]);

withTensorBoard("TensorBoard's reader finds a histogram of 30 buckets", async (t) => {
  const folder = await newFolder();
  const logger = createTensorBoardLogger(join(folder, 'pets'), { startStep: 0 });
  logger.histogram(
    'train',
    4,
    'weights/head',
    Float32Array.from({ length: 61 }, (_, index) => index / 2),
  );
  await logger.close('completed');
  const read = await readWithTensorBoard(folder);
  const { plugin, values } = read.runs['pets']!['train/weights/head']!;
  const expected = Array.from({ length: 30 }, (_, bucket) => [bucket, bucket + 1, bucket === 29 ? 3 : 2]);
  t.deepEqual([plugin, values], ['histograms', [[4, expected]]]);
});
