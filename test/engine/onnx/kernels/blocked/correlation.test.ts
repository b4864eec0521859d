import test from 'ava';
import { planCorrelation } from '../../../../../src/engine/onnx/kernels/blocked/correlation-plan.ts';
import { correlate } from '../../../../../src/engine/onnx/kernels/blocked/correlation.ts';
import { run } from '../../run-lowering.ts';

test('each tap gets the sum over images and positions of what it sees times what stays', async (t) => {
  // Two images of three pixels and one channel, moved over two pixels of two channels.
  const moved = { shape: [2, 1, 3, 1], values: [1, 2, 3, 4, 5, 6] };
  const still = { shape: [2, 1, 2, 2], values: [1, 10, 2, 20, 3, 30, 4, 40] };
  const movement = { kernel: [1, 2], strides: [1, 1], output: [1, 2], pads: [0, 0, 0, 0] } as const;
  const plan = planCorrelation(moved.shape, movement, 2)!;
  const values = await run(
    [moved, still],
    [1, 1, 2, 1, 2],
    (lowering, [a, b]) => correlate(lowering, a!, b!, movement, plan),
    2,
  );
  // Tap 0 sees 1, 2 and 4, 5; tap 1 sees 2, 3 and 5, 6.
  const sums = [1 + 2 * 2 + 4 * 3 + 5 * 4, 2 + 3 * 2 + 5 * 3 + 6 * 4];
  t.deepEqual(values, [sums[0], 10 * sums[0]!, sums[1], 10 * sums[1]!]);
});
