import test from 'ava';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { overFolds } from '../../src/sweep/over-folds.ts';

const point = (overrides: Record<string, unknown>, metrics?: Record<string, number>): LedgerPoint => ({
  id: JSON.stringify(overrides),
  name: 'x',
  overrides,
  state: metrics ? 'completed' : 'waiting',
  attempts: 1,
  ...(metrics && { metrics }),
});
const fold = (index: number, lr?: number) => ({ 'dataset.split.fold': index, ...(lr !== undefined && { lr }) });

test('mean and standard deviation over the folds of each other setting', (t) => {
  const summaries = overFolds([
    point(fold(0, 1), { iou: 0.5, loss: 1 }),
    point(fold(1, 1), { iou: 0.7, loss: 3 }),
    point(fold(2, 1), { iou: 0.9, loss: 2 }),
    point(fold(0, 2), { iou: 0.25, loss: 1 }),
    point(fold(1, 2), { iou: 0.75, loss: 1 }),
  ]);
  t.deepEqual(
    summaries.map(({ overrides, folds }) => [overrides, folds]),
    [
      [{ lr: 1 }, 3],
      [{ lr: 2 }, 2],
    ],
  );
  const { iou, loss } = summaries[0]!.metrics;
  t.true(Math.abs(iou!.mean - 0.7) < 1e-12 && Math.abs(iou!.deviation - 0.2) < 1e-12);
  t.deepEqual(loss, { mean: 2, deviation: 1, count: 3 });
  t.deepEqual(summaries[1]!.metrics['loss'], { mean: 1, deviation: 0, count: 2 });
});

test('points that wait, single folds and other sweeps have no summary', (t) => {
  t.deepEqual(overFolds([point(fold(0), { iou: 1 }), point(fold(1))]), []);
  t.deepEqual(overFolds([point({ lr: 1 }, { iou: 1 }), point({ lr: 2 }, { iou: 1 })]), []);
});

test('a metric that one fold lacks has none', (t) => {
  const [summary] = overFolds([point(fold(0), { iou: 1, extra: 2 }), point(fold(1), { iou: 3 })]);
  t.deepEqual(Object.keys(summary!.metrics), ['iou']);
});

test('the best validation values of the folds have a mean too, if all have one', (t) => {
  const best = (value: number) => ({ validation: { metric: 'iou', direction: 'max' as const, value, step: 1 } });
  const points = [
    { ...point(fold(0), { iou: 1 }), ...best(0.5) },
    { ...point(fold(1), { iou: 1 }), ...best(0.7) },
  ];
  t.is(overFolds(points)[0]!.validation!.mean, 0.6);
  t.is(overFolds([points[0]!, point(fold(1), { iou: 1 })])[0]!.validation, undefined);
});
