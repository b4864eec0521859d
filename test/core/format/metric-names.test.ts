import test from 'ava';
import {
  renameBest,
  renameInConfig,
  renameInLedger,
  renameInResult,
  renameMetric,
} from '../../../src/core/format/metric-names.ts';

for (const [old, name] of [
  ['iou/macro', 'iou/macro/image'],
  ['recall/micro', 'recall/micro/image'],
  ['iou/macro-dataset', 'iou/macro/dataset'],
  ['iou/macro-sum', 'iou/macro/image-sum'],
  ['iou/weighted-dataset-none', 'iou/weighted/dataset-none'],
  ['loss', 'loss'],
  ['iou/macro/image', 'iou/macro/image'],
] as const) {
  test(`${old} becomes ${name}`, (t) => t.is(renameMetric(old), name));
}

test('names change where files hold them, and nothing else does', (t) => {
  t.deepEqual(renameInConfig({ seed: 1, train: { epochs: 2, best: 'iou/macro' } }), {
    seed: 1,
    train: { epochs: 2, best: 'iou/macro/image' },
  });
  t.deepEqual(
    renameInResult({
      best: { step: 3, metric: 'iou/macro', value: 1 },
      test: { loss: 2, metrics: { 'iou/macro': 4 } },
    }),
    {
      best: { step: 3, metric: 'iou/macro/image', value: 1 },
      test: { loss: 2, metrics: { 'iou/macro/image': 4 } },
    },
  );
  t.deepEqual(renameInLedger({ name: 'x', points: [{ id: 'a', metrics: { 'iou/macro': 1, loss: 2 } }, { id: 'b' }] }), {
    name: 'x',
    points: [{ id: 'a', metrics: { 'iou/macro/image': 1, loss: 2 } }, { id: 'b' }],
  });
  t.deepEqual(renameBest({ step: 2, best: { step: 1, metric: 'iou/macro', value: 0 } }), {
    step: 2,
    best: { step: 1, metric: 'iou/macro/image', value: 0 },
  });
});

test('what holds no name stays as it is', (t) => {
  for (const rename of [renameInConfig, renameInResult, renameInLedger, renameBest]) {
    for (const content of [{}, { best: null }, { train: {} }, { points: null }]) t.deepEqual(rename(content), content);
  }
});
