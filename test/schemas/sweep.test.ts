import test from 'ava';
import { sweepSection } from '../../schemas/sweep.ts';
import { builtins } from '../../src/components/index.ts';
import { createRegistry } from '../../src/registry/index.ts';

const section = sweepSection(createRegistry(...builtins).slot);

const isRight = (value: unknown) => section.safeParse(value).success;

test('an axis has at least one value, of any kind', (t) => {
  t.true(isRight({ grid: { seed: [1], loss: [{ type: 'focal' }, null] } }));
  for (const wrong of [{}, { grid: { seed: [] } }, { grid: { seed: 1 } }, { grid: {}, random: 3 }])
    t.false(isRight(wrong), JSON.stringify(wrong));
});

test('each part makes a sweep, and nothing else does', (t) => {
  for (const part of [
    { zip: { seed: [1], 'train.epochs': [2] } },
    { points: { base: {}, 'lr-1e_3': { 'optimizer.lr': 1e-3 } } },
    { random: { points: 2, over: { seed: { type: 'integer', low: 0, high: 9 } } } },
    { include: [{ seed: 1 }] },
    { seeds: 3 },
  ])
    t.true(isRight(part), JSON.stringify(part));
  t.false(isRight({ exclude: [{ seed: 1 }] }));
  t.false(isRight({ points: { 'a b': {} } }));
});

test('what a sweep says of failures and of its objective has defaults', (t) => {
  const { retries, fail_fast, objective } = section.parse({ seeds: 2, objective: { metric: 'val/iou' } });
  t.deepEqual(retries, { limit: 0, wait: '30s' });
  t.false(fail_fast);
  t.deepEqual(objective, { metric: 'val/iou' });
  t.false(isRight({ seeds: 2, objective: { metric: 'iou', mode: 'most' } }));
});
