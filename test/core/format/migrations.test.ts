import test from 'ava';
import { currentFormat, firstFormat, type JsonObject } from '../../../src/core/format/index.ts';
import { migrations } from '../../../src/core/format/migrations.ts';

test('there is one migration for each format after the first, oldest first, and each says why', (t) => {
  t.deepEqual(
    migrations.map(({ to }) => to),
    Array.from({ length: currentFormat - firstFormat }, (_, index) => firstFormat + 1 + index),
  );
  for (const { why } of migrations) t.regex(why, /^[A-Z].*\.$/);
});

test('format 2 renames metrics in every document that names one, and leaves the rest as it is', (t) => {
  const [toTwo] = migrations;
  const metrics = { 'iou/macro': { value: 0.5 } };
  const renamed = { 'iou/macro/image': { value: 0.5 } };
  const best = { metric: 'iou/macro', step: 3 };
  t.deepEqual(toTwo?.config?.({ seed: 1, train: { epochs: 2, best: 'iou/macro' } }), {
    seed: 1,
    train: { epochs: 2, best: 'iou/macro/image' },
  });
  t.deepEqual(toTwo?.result?.({ steps: 9, best, test: { loss: 1, metrics } }), {
    steps: 9,
    best: { metric: 'iou/macro/image', step: 3 },
    test: { loss: 1, metrics: renamed },
  });
  t.deepEqual(toTwo?.ledger?.({ points: [{ id: 'a', metrics: { 'iou/macro': 0.5 } }, { id: 'b' }] }), {
    points: [{ id: 'a', metrics: { 'iou/macro/image': 0.5 } }, { id: 'b' }],
  });
  t.deepEqual(toTwo?.checkpoint?.({ step: 3, best }), { step: 3, best: { metric: 'iou/macro/image', step: 3 } });
});

test('a migration changes nothing of what it is given, and takes any content', (t) => {
  for (const { to: _to, why: _why, ...documents } of migrations)
    for (const migrate of Object.values(documents)) {
      const content = { best: { metric: 'iou/macro' }, train: { best: 'iou/macro' }, points: [{ metrics: {} }] };
      const before = structuredClone(content);
      migrate(content);
      t.deepEqual(content, before);
      for (const odd of [{}, { train: 3 }, { best: null }, { points: 'x' }, { test: [] }] as JsonObject[])
        t.deepEqual(migrate(odd), odd);
    }
});
