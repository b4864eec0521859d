import test from 'ava';
import { gaussianKernel } from '../../../src/data/transforms/gaussian-kernel.ts';

test('weights are those of a normal distribution, and sum to one or what is asked', (t) => {
  // exp(-1/2) = 0.6065; 1 / (1 + 2 * 0.6065) = 0.4519
  const near = (actual: Float32Array, expected: readonly number[]) =>
    expected.forEach((value, tap) => t.true(Math.abs(actual[tap]! - value) < 1e-4));
  near(gaussianKernel(3, 1), [0.2741, 0.4519, 0.2741]);
  near(gaussianKernel(3, 1, 10), [2.7407, 4.5186, 2.7407]);
  t.deepEqual([...gaussianKernel(1, 2)], [1]);
});
