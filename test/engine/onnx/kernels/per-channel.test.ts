import test from 'ava';
import { perChannel } from '../../../../src/engine/onnx/kernels/per-channel.ts';
import { run } from '../run-lowering.ts';

test('a bias of each channel stays, and one for all is repeated', async (t) => {
  const biasOf = (shape: number[], values: number[]) =>
    run([{ shape, values }], [3], (lowering, [bias]) => perChannel(lowering, bias!, 3));
  t.deepEqual(await biasOf([3], [1, 2, 3]), [1, 2, 3]);
  t.deepEqual(await biasOf([], [4]), [4, 4, 4]);
});
