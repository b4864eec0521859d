import test from 'ava';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { sweepCsv, sweepTable } from '../../src/sweep/results.ts';

const point = (id: string, metrics?: Record<string, number>, overrides: Record<string, unknown> = {}): LedgerPoint => ({
  id,
  name: `run-${id}`,
  overrides,
  state: metrics ? 'completed' : 'waiting',
  attempts: 1,
  ...(metrics && { metrics, seconds: 3 }),
});
const orderOf = (points: readonly LedgerPoint[]) =>
  sweepTable(points)
    .rows.map(({ id }) => id)
    .join('');

test('points are ordered by the first metric, best first, then those without one in their own order', (t) => {
  t.is(
    orderOf([point('x'), point('a', { iou: 0.2 }), point('y'), point('b', { iou: 0.9 }), point('c', { iou: NaN })]),
    'baxyc',
  );
});

test('a loss is better when it is smaller', (t) => {
  t.is(orderOf([point('a', { loss: 0.9 }), point('b', { loss: 0.2 })]), 'ba');
});

test('the CSV has a column for each axis and metric, and quotes what needs it', (t) => {
  const rows = [
    point('a', { iou: 0.5 }, { 'loss.type': 'focal' }),
    { ...point('b', undefined, { lr: 1 }), state: 'failed' as const, error: 'expected "x", got y' },
  ];
  t.is(
    sweepCsv(sweepTable(rows)),
    'point,state,loss.type,lr,test/iou,seconds,run,error\r\n' +
      'a,completed,focal,,0.5,3,run-a,\r\n' +
      'b,failed,,1,,,run-b,"expected ""x"", got y"\r\n',
  );
});
