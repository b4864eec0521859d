import test from 'ava';
import { boardColumns, bestSeedTags, type BoardRow } from '../../src/board/columns.ts';

const row = (hyperParameters: BoardRow['hyperParameters'], more: Partial<BoardRow> = {}): BoardRow => ({
  hyperParameters,
  swept: [],
  figures: ['iou/macro/image', 'loss'],
  bySplit: false,
  ...more,
});

const none = { hasSeeds: false };

test('swept keys come before those that differ; what is equal everywhere has no column', (t) => {
  const swept = ['loss'];
  const { hyperParameters } = boardColumns(
    [
      row({ loss: 'focal gamma=2', 'optimizer.lr': 0.1, seed: 1 }, { swept }),
      row({ loss: 'dice', 'optimizer.lr': 0.01, seed: 1 }, { swept }),
    ],
    none,
  );
  t.deepEqual(hyperParameters, [
    { name: 'loss', differs: true, domain: ['dice', 'focal gamma=2'] },
    { name: 'optimizer.lr', differs: false, domain: { min: 0.01, max: 0.1 } },
  ]);
});

test('a key that some runs lack differs', (t) => {
  const { hyperParameters } = boardColumns([row({ frozen: true, seed: 1 }), row({ seed: 1 })], none);
  t.deepEqual(hyperParameters, [{ name: 'frozen', differs: false, domain: [true] }]);
});

test('a single run has all its keys', (t) => {
  const { hyperParameters } = boardColumns([row({ seed: 1, 'loss.type': 'dice' })], none);
  t.deepEqual(
    hyperParameters.map(({ name }) => name),
    ['seed', 'loss.type'],
  );
});

test('values of several types, which TensorBoard cannot sort, have no column', (t) => {
  const { hyperParameters } = boardColumns([row({ size: 32, lr: 1 }), row({ size: '32, 64', lr: 2 })], none);
  t.deepEqual(
    hyperParameters.map(({ name }) => name),
    ['lr'],
  );
});

test('metrics are in the order of the experiment, best and last, then those of the test', (t) => {
  const { metrics } = boardColumns([row({ seed: 1 })], none);
  t.deepEqual(
    metrics.map(({ tag, group, displayName, dataset }) => [tag, group, displayName, dataset]),
    [
      ['best/val/iou/macro/image', undefined, 'val/iou/macro/image best', 'validation'],
      ['val/iou/macro/image', undefined, 'val/iou/macro/image last', 'validation'],
      ['best/val/loss', undefined, 'val/loss best', 'validation'],
      ['val/loss', undefined, 'val/loss last', 'validation'],
      ['test/iou/macro/image', undefined, 'test/iou/macro/image', undefined],
      ['test/loss', undefined, 'test/loss', undefined],
    ],
  );
});

test('with several seeds, mean and deviation are metrics of their own', (t) => {
  const { metrics } = boardColumns([row({ seed: 1 }, { figures: ['loss'] })], { hasSeeds: true });
  const { mean, deviation } = bestSeedTags('loss');
  t.deepEqual(
    metrics.map(({ tag }) => tag),
    ['best/val/loss', 'val/loss', mean, deviation, 'test/loss'],
  );
});

test('runs with a folder for each split have their figures there', (t) => {
  const { metrics } = boardColumns([row({ seed: 1 }, { bySplit: true, figures: ['loss'] })], none);
  t.deepEqual(
    metrics.map(({ tag, group }) => [group, tag]),
    [
      ['val', 'loss'],
      ['test', 'loss'],
    ],
  );
});
