import test from 'ava';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { sweepCsv, sweepJson, sweepTable } from '../../src/sweep/results.ts';

const point = (id: string, metrics?: Record<string, number>, overrides: Record<string, unknown> = {}): LedgerPoint => ({
  id,
  name: `run-${id}`,
  overrides,
  state: metrics ? 'completed' : 'waiting',
  attempts: 1,
  ...(metrics && { metrics, directions: directionsOf(metrics), seconds: 3 }),
});
/** In these tests, smaller values of `loss` and `error` are better. */
const directionsOf = (metrics: Record<string, number>) =>
  Object.fromEntries(Object.keys(metrics).map((name) => [name, /loss|error/.test(name) ? 'min' : 'max'] as const));
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

test('the figures are of the validation where a point says so', (t) => {
  t.is(sweepTable([point('a', { iou: 0.2 })]).split, 'test');
  const points = [point('x'), { ...point('a', { iou: 0.2 }), split: 'val' as const }];
  t.is(sweepTable(points).split, 'val');
  t.regex(sweepCsv(sweepTable(points)), /^point,state,val\/iou,/);
});

test('the direction of a metric is what the ledger says, whatever its name is', (t) => {
  t.is(orderOf([point('a', { error: 0.9 }), point('b', { error: 0.2 })]), 'ba');
  const maximised = [point('a', { loss: 0.2 }), point('b', { loss: 0.9 })];
  t.is(orderOf(maximised.map((item) => ({ ...item, directions: { loss: 'max' } }))), 'ba');
});

test('points of a ledger without directions stay in their own order', (t) => {
  t.is(orderOf([point('a', { iou: 0.2 }), point('b', { iou: 0.9 })].map(({ directions: _, ...item }) => item)), 'ab');
});

test('a value that could not be counted comes last', (t) => {
  t.is(orderOf([{ ...point('a', { error: 0 }), metrics: { error: NaN } }, point('b', { error: 0.2 })]), 'ba');
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

test('a single completed point comes before those that wait', (t) => {
  t.is(orderOf([point('x'), point('a', { iou: 0.2 }), point('y')]), 'axy');
});

test('the JSON has every point as in the ledger, best first, with a label', (t) => {
  const [a, b] = [point('a', { iou: 0.2 }, { lr: 1 }), point('b', { iou: 0.9 }, { lr: 2, 'loss.type': 'focal' })];
  t.deepEqual(sweepJson('runs/pets', [a, b]), {
    path: 'runs/pets',
    axes: ['lr', 'loss.type'],
    metrics: ['iou'],
    points: [
      { ...b, label: 'lr=2,loss.type=focal' },
      { ...a, label: 'lr=1' },
    ],
  });
});

test('the CSV quotes lines and commas', (t) => {
  const row = { ...point('a'), error: 'one, two\nthree' };
  t.is(sweepCsv(sweepTable([row])), 'point,state,seconds,run,error\r\na,waiting,,run-a,"one, two\nthree"\r\n');
});
