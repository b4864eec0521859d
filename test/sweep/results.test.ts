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
interface Validated {
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
  readonly tested?: Record<string, number>;
}

/** A completed point whose best validation by `iou`, or by another metric, is `value`. */
const validated = (
  id: string,
  value: number,
  overrides: Record<string, unknown> = {},
  { metric = 'iou', direction = 'max', tested = { iou: 0.5 } }: Validated = {},
): LedgerPoint => ({ ...point(id, tested, overrides), validation: { metric, direction, value, step: 4 } });
/** In these tests, smaller values of `loss` and `error` are better. */
const directionsOf = (metrics: Record<string, number>) =>
  Object.fromEntries(Object.keys(metrics).map((name) => [name, /loss|error/.test(name) ? 'min' : 'max'] as const));
const orderOf = (points: readonly LedgerPoint[]) =>
  sweepTable(points)
    .rows.map(({ id }) => id)
    .join('');

test('points are ordered by their best validation, best first, then those without one in their own order', (t) => {
  const distinct = (id: string, value?: number) =>
    value === undefined ? point(id, undefined, { x: id }) : validated(id, value, { x: id });
  t.is(orderOf([distinct('x'), distinct('a', 0.2), distinct('y'), distinct('b', 0.9), distinct('c', NaN)]), 'baxyc');
});

test('the test has no part in the order', (t) => {
  const best = validated('a', 0.6, { lr: 1 }, { tested: { iou: 0.1 } });
  const lucky = validated('b', 0.5, { lr: 2 }, { tested: { iou: 0.99 } });
  t.is(orderOf([lucky, best]), 'ab');
});

test('the figures are of the validation where a point says so', (t) => {
  t.is(sweepTable([point('a', { iou: 0.2 })]).split, 'test');
  const points = [point('x'), { ...point('a', { iou: 0.2 }), split: 'val' as const }];
  t.is(sweepTable(points).split, 'val');
  t.regex(sweepCsv(sweepTable(points)), /^point,state,rank,val\/iou,/);
});

test('the direction is what the validation says, whatever the metric is called', (t) => {
  const named = (metric: string, direction: 'max' | 'min') => [
    validated('a', 0.9, { lr: 1 }, { metric, direction }),
    validated('b', 0.2, { lr: 2 }, { metric, direction }),
  ];
  t.is(orderOf(named('error', 'min')), 'ba');
  t.is(orderOf(named('loss', 'max')), 'ab');
});

test('points of a ledger without validations stay in their own order', (t) => {
  t.is(orderOf([point('a', { iou: 0.2 }, { lr: 1 }), point('b', { iou: 0.9 }, { lr: 2 })]), 'ab');
});

test('points that differ in their seed are a group: its mean decides, and what they have in common is told', (t) => {
  const points = [
    validated('a', 0.5, { lr: 1, seed: 0 }, { tested: { iou: 0.25 } }),
    validated('b', 0.65, { lr: 2, seed: 0 }),
    validated('c', 0.7, { lr: 1, seed: 1 }, { tested: { iou: 0.75 } }),
  ];
  const { groups, rows } = sweepTable(points);
  t.deepEqual(
    groups.map(({ rank, overrides, runs }) => [rank, overrides, runs.map(({ id }) => id)]),
    [
      [1, { lr: 2, seed: 0 }, ['b']],
      [2, { lr: 1 }, ['a', 'c']],
    ],
  );
  t.is(groups[1]!.validation!.mean, 0.6);
  t.true(Math.abs(groups[1]!.validation!.deviation - 0.1 * Math.SQRT2) < 1e-12);
  t.is(groups[1]!.figures['iou']!.mean, 0.5);
  t.deepEqual(
    rows.map(({ id }) => id),
    ['b', 'a', 'c'],
  );
});

test('another objective may rank, which only points with its validation have', (t) => {
  const points = [validated('a', 0.9, { lr: 1 }), validated('b', 0.3, { lr: 2 }, { metric: 'loss', direction: 'min' })];
  t.deepEqual(
    sweepTable(points, { metric: 'loss', direction: 'min' }).rows.map(({ id }) => id),
    ['b', 'a'],
  );
});

test('the CSV has a column for each axis and metric, and quotes what needs it', (t) => {
  const rows = [
    validated('a', 0.75, { 'loss.type': 'focal' }),
    { ...point('b', undefined, { lr: 1 }), state: 'failed' as const, error: 'expected "x", got y' },
  ];
  t.is(
    sweepCsv(sweepTable(rows)),
    'point,state,rank,loss.type,lr,best val/iou,best step,mean of best val/iou,deviation of best val/iou,seeds,test/iou,seconds,run,error\r\n' +
      'a,completed,1,focal,,0.75,4,0.75,,1,0.5,3,run-a,\r\n' +
      'b,failed,,,1,,,,,,,,run-b,"expected ""x"", got y"\r\n',
  );
});

test('the JSON has every point as in the ledger, the best validation first, with a label, and the groups', (t) => {
  const [a, b] = [validated('a', 0.2, { lr: 1 }), validated('b', 0.9, { lr: 2, 'loss.type': 'focal' })];
  const json = sweepJson('runs/pets', [a, b]) as {
    points: unknown[];
    groups: { points: string[] }[];
    rankedBy: unknown;
  };
  t.like(json, { path: 'runs/pets', axes: ['lr', 'loss.type'], metrics: ['iou'], split: 'test' });
  t.deepEqual(json.rankedBy, { split: 'val', metric: 'iou', direction: 'max' });
  t.deepEqual(json.points, [
    { ...b, label: 'lr=2,loss.type=focal' },
    { ...a, label: 'lr=1' },
  ]);
  t.deepEqual(
    json.groups.map(({ points }) => points),
    [['b'], ['a']],
  );
});

test('the CSV quotes lines and commas', (t) => {
  const row = { ...point('a'), error: 'one, two\nthree' };
  t.is(sweepCsv(sweepTable([row])), 'point,state,rank,seconds,run,error\r\na,waiting,,,run-a,"one, two\nthree"\r\n');
});
