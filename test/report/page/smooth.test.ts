import test from 'ava';
import { smooth } from '../../../src/report/page/smooth.ts';

test('smoothing divides the first values by the weight that they have so far, as TensorBoard does', (t) => {
  // 4; (0.5 * 0.5 * 4 + 0.5 * 1) / 0.75; no value; (0.5 * 1.5 + 0.5 * 2) / 0.875.
  t.deepEqual(smooth([4, 1, null, 2], 0.5), [4, 2, null, 2]);
  t.deepEqual(smooth([4, 1, 7], 0), [4, 1, 7]);
});
