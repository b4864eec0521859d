import test from 'ava';
import { formatCount } from '../../src/core/format-count.ts';

test('counts have thousands separators', (t) => {
  const counts = [0, 7, 999, 1000, 12_345, 123_456, 1_234_567, -1234];
  t.deepEqual(counts.map(formatCount), ['0', '7', '999', '1,000', '12,345', '123,456', '1,234,567', '-1,234']);
});
