import test from 'ava';
import { padBlocks } from '../../../../../src/engine/onnx/kernels/blocked/pad.ts';
import { run } from '../../run-lowering.ts';

const pads = [0, 1, 1, 0] as const;

test('whole blocks get zeros around', async (t) => {
  const x = { shape: [1, 1, 1, 4], values: [1, 2, 3, 4] };
  const values = await run(
    [x],
    [1, 4, 2, 2],
    (lowering, [a]) => padBlocks(lowering, a!, lowering.read(a!, 'blocked'), pads),
    2,
  );
  // Two blocks, each of two rows and two columns; the pixel is in the first row's second column.
  t.deepEqual(values, [0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0]);
});

test('so does what is no whole block', async (t) => {
  const x = { shape: [1, 1, 1, 3], values: [1, 2, 3] };
  const values = await run(
    [x],
    [1, 1, 2, 2, 3],
    (lowering, [a]) => padBlocks(lowering, a!, lowering.reshape('i0', [1, 1, 1, 1, 3]), pads),
    2,
  );
  t.deepEqual(values, [0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0]);
});
