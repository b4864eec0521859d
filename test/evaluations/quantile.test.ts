import test from 'ava';
import { quantile } from '../../src/evaluations/quantile.ts';

test('a quantile lies between two values in proportion, as in numpy', (t) => {
  t.is(quantile([1, 2, 4, 8], 0.5), 3);
  t.is(quantile([1, 2, 4, 8], 0.9), 4 + 4 * (2.7 - 2));
  t.deepEqual([quantile([1, 2, 4, 8], 0), quantile([1, 2, 4, 8], 1)], [1, 8]);
  t.deepEqual([quantile([5], 0.3), quantile([], 0.3)], [5, NaN]);
});
