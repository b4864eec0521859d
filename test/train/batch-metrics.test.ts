import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import type { Metric } from '../../src/registry/index.ts';
import { checkBatchMetrics } from '../../src/train/batch-metrics.ts';

const metric = (name: string, needs: Metric['needs']) => ({ name, needs }) as Metric;
const perBatch = metric('auc/macro/batch', 'scores');
const check = (dataset: Partial<Dataset>, ...metrics: Metric[]) => checkBatchMetrics(dataset as Dataset, metrics);

test('scores of photos that are scored one by one are no batch', (t) => {
  const error = t.throws(() => check({ evaluateAt: 'original' }, metric('iou/macro/image', 'confusion'), perBatch), {
    instanceOf: TesseraError,
  });
  t.like(error.problems[0], { code: 'bad-value', path: 'metrics' });
  t.regex(error.message, /got `auc\/macro\/batch`: with `evaluate_at: original` photos are scored one by one/);
  const none = { train: 'cover', val: 'none', test: 'cover' } as const;
  t.regex(t.throws(() => check({ resize: none }, metric('auc/macro/batch-sum', 'scores'))).message, /`resize: none`/);
  t.throws(() => check({ resize: { ...none, val: 'fit', test: 'none' } }, perBatch));
});

test('batches of inputs, of confusions, and other units are counted', (t) => {
  t.notThrows(() => check({ evaluateAt: 'input', resize: { train: 'none', val: 'fit', test: 'cover' } }, perBatch));
  t.notThrows(() => check({}, perBatch));
  t.notThrows(() => check({ evaluateAt: 'original' }, metric('iou/macro/batch', 'confusion')));
  t.notThrows(() => check({ evaluateAt: 'original' }, metric('auc/macro/image', 'scores')));
});
