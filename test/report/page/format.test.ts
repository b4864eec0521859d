import test from 'ava';
import {
  formatDate,
  formatDuration,
  formatFigure,
  formatShare,
  formatSpread,
} from '../../../src/report/page/format.ts';
import { positionsOf, valuePositions } from '../../../src/report/page/positions.ts';
import { groupLabel, groupPlaces, mixedColor, shortKey, styleOf } from '../../../src/report/page/series.ts';
import { smooth } from '../../../src/report/page/smooth.ts';

test('figures have four digits, small and large ones an exponent', (t) => {
  t.deepEqual([0.71234, -1, 0, 12345, 0.0004, 0.001, null, undefined].map(formatFigure), [
    '0.7123',
    '-1.0000',
    '0',
    '1.235e+4',
    '4.000e-4',
    '0.0010',
    '–',
    '–',
  ]);
  t.is(formatSpread({ mean: 0.5, deviation: 0.25 }), '0.5000 ± 0.2500');
  t.is(formatSpread({ mean: 0.5, deviation: null }), '0.5000');
  t.is(formatSpread({ mean: 0.5, deviation: 0.0006 }), '0.5000 ± 0.0006');
  t.is(formatSpread({ mean: 0.5, deviation: 0.00004 }), '0.5000 ± 4.000e-5');
});

test('a share is rounded to nothing or all only if it is that', (t) => {
  t.deepEqual([0, 0.0001, 0.5, 0.9999, 1].map(formatShare), ['0.0', '<0.1', '50.0', '>99.9', '100.0']);
});

test('durations and dates', (t) => {
  t.deepEqual([3.21, 59.6, 61, 3599.4, 3600, 9000].map(formatDuration), [
    '3.2 s',
    '1 min 0 s',
    '1 min 1 s',
    '59 min 59 s',
    '1 h 0 min',
    '2 h 30 min',
  ]);
  t.is(formatDate('2026-01-31T14:05:09.000Z'), '2026-01-31 14:05 UTC');
  t.is(formatDate(undefined), '–');
});

test('smoothing divides the first values by the weight that they have so far, as TensorBoard does', (t) => {
  // 4; (0.5 * 0.5 * 4 + 0.5 * 1) / 0.75; no value; (0.5 * 1.5 + 0.5 * 2) / 0.875.
  t.deepEqual(smooth([4, 1, null, 2], 0.5), [4, 2, null, 2]);
  t.deepEqual(smooth([4, 1, 7], 0), [4, 1, 7]);
});

test('values of an axis lie in equal distances, many numbers by their size or, over wide spans, its logarithm', (t) => {
  const axis = (numbers: readonly number[], isNumeric = true) => ({
    key: 'a',
    isNumeric,
    values: numbers.map((number) => ({ text: String(number), number, runs: [] })),
  });
  t.deepEqual([...positionsOf(axis([0, 1e-5, 1])).values()], [0, 0.5, 1]);
  t.deepEqual([...positionsOf(axis([9, 3, 4], false)).values()], [0, 0.5, 1]);
  t.deepEqual([...positionsOf(axis([7])).values()], [0.5]);
  const many = (scale: (place: number) => number) =>
    positionsOf(axis(Array.from({ length: 9 }, (_, place) => scale(place))));
  t.is(many((place) => 4 + place ** 2).get('20'), 0.25);
  t.true(Math.abs(many((place) => 10 ** place).get('100')! - 0.25) < 1e-12);
  t.deepEqual(valuePositions([0.5, 0.9]).ticks, [0.5, 0.7, 0.9]);
  t.is(valuePositions([2, 4]).position(3.5), 0.75);
  t.deepEqual([valuePositions([2, 2]).ticks, valuePositions([2, 2]).position(2)], [[2], 0.5]);
});

test('styles differ in colour, then in dashes, and at last all are faint', (t) => {
  const styles = Array.from({ length: 24 }, (_, place) => JSON.stringify(styleOf(place)));
  t.is(new Set(styles).size, 24);
  t.deepEqual(styleOf(8), { color: 'var(--series-1)', dash: '7 3' });
  t.deepEqual(styleOf(24), { color: 'var(--faint)' });
  t.is(mixedColor(1, 8), 'var(--series-2)');
  t.is(mixedColor(5, 11), 'color-mix(in oklab, var(--series-1) 50%, var(--series-5))');
});

test('a group is called by what tells it apart', (t) => {
  const group = (run: number, loss: string, lr: string) => ({
    runs: [run],
    figures: [],
    settings: [
      { key: 'loss.type', text: loss },
      { key: 'optimizer.lr', text: lr },
    ],
  });
  const groups = [group(1, 'dice', '0.1'), group(0, 'focal', '0.1')];
  const report = { runs: [{ name: 'a' }, { name: 'b' }], groups };
  t.deepEqual(
    groups.map((one) => groupLabel(report, one)),
    ['loss dice', 'loss focal'],
  );
  t.deepEqual(groupPlaces(report), [1, 0]);
  t.is(groupLabel({ ...report, groups: [group(0, 'a', 'b'), group(0, 'a', 'b')] }, groups[0]!), 'b');
  t.deepEqual(['optimizer.lr', 'loss.type', 'seed', 'type'].map(shortKey), ['lr', 'loss', 'seed', 'type']);
});
