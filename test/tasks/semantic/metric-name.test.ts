import fc from 'fast-check';
import test from 'ava';
import {
  beginnings,
  formatMetricName,
  isLossName,
  nameInSplit,
  namesMeant,
  parseMetricName,
} from '../../../src/tasks/semantic/metric-name.ts';

test('a name is metric, average and per, with the split before it where it is not clear', (t) => {
  t.is(formatMetricName({ metric: 'iou', average: 'macro', per: 'image' }), 'iou/macro/image');
  t.is(
    formatMetricName({ split: 'val', metric: 'recall', average: 'micro', per: 'dataset' }),
    'val/recall/micro/dataset',
  );
  t.is(formatMetricName({ split: 'test', metric: 'loss' }), 'test/loss');
  t.is(nameInSplit('val', 'iou/macro/image'), 'val/iou/macro/image');
});

test('parsing takes a name apart again', (t) => {
  t.deepEqual(parseMetricName('iou/macro/image-sum'), { metric: 'iou', average: 'macro', per: 'image-sum' });
  t.deepEqual(parseMetricName('train/learning_rate'), { split: 'train', metric: 'learning_rate' });
  t.deepEqual(parseMetricName('loss'), { metric: 'loss' });
});

for (const name of [
  '',
  'val',
  'val/val/iou',
  'iou/',
  '/iou',
  'iou//image',
  'iou/macro/image/x',
  'IoU',
  'i o u',
  'iou/val',
]) {
  test(`\`${name}\` is no name`, (t) => t.is(parseMetricName(name), undefined));
}

test('every name that can be written is read back as it was', (t) => {
  const part = fc
    .stringMatching(/^[a-z0-9][a-z0-9_-]{0,8}$/)
    .filter((text) => !['train', 'val', 'test'].includes(text));
  const split = fc.constantFrom('train', 'val', 'test');
  const averaged = fc.record({ metric: part, average: part, per: part });
  const name = fc.oneof(fc.record({ metric: part }), averaged);
  fc.assert(
    fc.property(fc.option(split), name, (where, parts) => {
      const whole = { ...(where !== null && { split: where }), ...parts };
      t.deepEqual(parseMetricName(formatMetricName(whole as never)), whole as never);
    }),
  );
});

test('whole parts of the beginning mean a name, and a whole name means itself alone', (t) => {
  const names = ['iou/macro/image', 'iou/macro/dataset', 'recall/macro/image', 'recall/macro/image-sum', 'loss'];
  t.deepEqual(namesMeant('recall/macro/image', names), ['recall/macro/image']);
  t.deepEqual(namesMeant('iou', names), ['iou/macro/image', 'iou/macro/dataset']);
  t.deepEqual(namesMeant('iou/macro/dataset', names), ['iou/macro/dataset']);
  t.deepEqual(namesMeant('loss', names), ['loss']);
  for (const written of ['io', 'iou/mac', 'iou/', 'macro']) t.deepEqual(namesMeant(written, names), [], written);
  t.deepEqual(beginnings('iou/macro/image'), ['iou', 'iou/macro', 'iou/macro/image']);
});

test('a loss is told by its name, and so are its parts', (t) => {
  t.deepEqual(['loss', 'loss/dice', 'losses', 'iou/loss', 'auxiliary_loss'].map(isLossName), [
    true,
    true,
    false,
    false,
    false,
  ]);
});
