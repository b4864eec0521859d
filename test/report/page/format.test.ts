import test from 'ava';
import {
  formatDate,
  formatDuration,
  formatFigure,
  formatShare,
  formatSpread,
} from '../../../src/report/page/format.ts';

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
