import test from 'ava';
import { sweepResultsTable } from '../../../src/cli/report/sweep-results.ts';

const cellsOf = (table: string) => table.split('\n').map((line) => line.trim().split(/ {2,}/));
const best = (value: number) => ({
  validation: { metric: 'iou/macro/image', direction: 'max' as const, value, step: 4 },
});

test('points are listed with the best validation first, what they set, their figures and time', (t) => {
  const point = { name: 'x', attempts: 1, state: 'completed' as const };
  const table = sweepResultsTable([
    { ...point, ...best(0.6), id: 'a1', overrides: { lr: 1 }, metrics: { 'iou/macro/image': 0.9 }, seconds: 61 },
    { ...point, ...best(0.8), id: 'b2', overrides: { lr: 2 }, metrics: { 'iou/macro/image': 0.75 }, seconds: 9 },
    { ...point, id: 'c3', state: 'failed', overrides: { 'loss.type': 'focal' } },
  ]);
  t.deepEqual(cellsOf(table), [
    ['point', 'lr', 'loss.type', 'best val/iou/macro/image', 'test/iou/macro/image', 'time', 'state'],
    ['b2', '2', '-', '0.8000', '0.7500', '9s', 'completed'],
    ['a1', '1', '-', '0.6000', '0.9000', '1m 01s', 'completed'],
    ['c3', '-', 'focal', '-', '-', '-', 'failed'],
  ]);
});

test('of thousands, a terminal gets the first hundred and their number, and a file gets all', (t) => {
  const points = Array.from({ length: 10_000 }, (_, index) => ({
    name: 'x',
    attempts: 1,
    state: 'waiting' as const,
    id: `p${index}`,
    overrides: { lr: index },
  }));
  const lines = sweepResultsTable(points, 80).split('\n');
  t.is(lines.length, 102);
  t.is(lines.at(-1), 'and 9900 more points');
  t.is(sweepResultsTable(points.slice(0, 100), 80).split('\n').length, 101);
  t.is(sweepResultsTable(points).split('\n').length, 10_001);
});

test('a terminal gets the means over folds too, however many points there are', (t) => {
  const points = Array.from({ length: 150 }, (_, index) => ({
    name: 'x',
    attempts: 1,
    state: 'completed' as const,
    ...best(index / 150),
    metrics: { 'iou/macro/image': 0.5 },
    id: `p${index}`,
    overrides: { lr: Math.floor(index / 5), 'dataset.split.fold': index % 5 },
  }));
  const lines = sweepResultsTable(points, 100).split('\n');
  t.is(lines.filter((line) => line.startsWith('5 folds')).length, 30);
  t.is(lines.filter((line) => /^p\d/.test(line)).length, 100);
  t.is(lines.at(-1), 'and 50 more points');
});

test('points that differ in their seed have a table of their own, which says whether seeds alone make the difference', (t) => {
  const point = { name: 'x', attempts: 1, state: 'completed' as const };
  const values: readonly [lr: number, seed: number, value: number][] = [
    [1, 0, 0.5],
    [1, 1, 0.7],
    [2, 0, 0.6],
    [2, 1, 0.66],
    [3, 0, 0.1],
  ];
  const table = sweepResultsTable(
    values.map(([lr, seed, value]) => ({
      ...point,
      ...best(value),
      id: `${lr}${seed}`,
      overrides: { lr, seed },
      metrics: { 'iou/macro/image': value },
    })),
  );
  const lines = cellsOf(table);
  const from = lines.findIndex(([title]) => title === 'over seeds');
  t.deepEqual(lines[from], [
    'over seeds',
    'lr',
    'seeds',
    'best val/iou/macro/image',
    'test/iou/macro/image',
    'from the first',
  ]);
  t.deepEqual(lines[from + 1], ['#1', '2', '2', '0.6300 ± 0.0424', '0.6300 ± 0.0424', 'first']);
  t.deepEqual(lines[from + 2]!.slice(0, 4), ['#2', '1', '2', '0.6000 ± 0.1414']);
  t.regex(lines[from + 2]!.at(-1)!, /^-0\.0300 ± \d\.\d{4}, within the spread$/);
  t.is(lines[from + 3]!.at(-1), 'too few seeds to tell');
  t.regex(table, /Within the spread: the interval contains 0/);
});

test('points that differ in their fold only have a line with mean and standard deviation', (t) => {
  const point = { name: 'x', attempts: 1, state: 'completed' as const, split: 'val' as const };
  const table = sweepResultsTable(
    [0.5, 0.75].map((iou, fold) => ({
      ...point,
      id: `f${fold}`,
      overrides: { 'dataset.split.fold': fold },
      metrics: { iou },
    })),
  );
  const lines = table.split('\n').map((line) => line.trim().split(/ {2,}/));
  t.deepEqual(lines[0], ['point', 'dataset.split.fold', 'val/iou', 'time', 'state']);
  t.deepEqual(lines.at(-1), ['2 folds', '-', '0.6250 ± 0.1768', 'mean']);
});
