import test from 'ava';
import { formatBytes, formatDuration, formatMagnitude } from '../../../src/cli/report/format.ts';

test('durations are written in their two largest units', (t) => {
  t.deepEqual([0.4, 59.6, 185, 3720].map(formatDuration), ['0s', '1m 00s', '3m 05s', '1h 02m']);
});

test('magnitudes keep three digits, and go by powers of 1000', (t) => {
  const values = [0, 5, 999, 1000, 1234, 1_230_000, 7.077e9, 2.5e12, 3e15];
  t.deepEqual(values.map(formatMagnitude), ['0', '5', '999', '1 k', '1.23 k', '1.23 M', '7.08 G', '2.5 T', '3000 T']);
});

test('bytes are in MiB, and in GiB from 1024 of them', (t) => {
  const mebibyte = 2 ** 20;
  const sizes = [0, 1.5 * mebibyte, 9.94 * mebibyte, 12.4 * mebibyte, 1023 * mebibyte, 1536 * mebibyte];
  t.deepEqual(sizes.map(formatBytes), ['0.0 MiB', '1.5 MiB', '9.9 MiB', '12 MiB', '1023 MiB', '1.5 GiB']);
});
