import test from 'ava';
import { interleave } from '../../../../../src/engine/onnx/kernels/blocked/interleave.ts';
import { run } from '../../run-lowering.ts';

/** One image of one row and two columns, in a block of two channels; negative numbers are the second channel. */
const phase = (...values: number[]) => ({ shape: [1, 1, 2, 2], values: values.flatMap((value) => [value, -value]) });

test('phases of a 2 x 2 grid take turns along both axes', async (t) => {
  const phases = [phase(1, 2), phase(3, 4), phase(5, 6), phase(7, 8)];
  const put = await run(
    phases,
    [1, 2, 4, 2],
    (l) =>
      interleave(
        l,
        [
          ['i0', 'i1'],
          ['i2', 'i3'],
        ],
        [1, 1, 2],
      ),
    2,
  );
  const pixels = [1, 3, 2, 4, 5, 7, 6, 8];
  t.deepEqual(
    put,
    pixels.flatMap((value) => [value, -value]),
  );
});

test('a grid may have one column', async (t) => {
  const put = await run([phase(1, 2), phase(3, 4)], [1, 2, 2, 2], (l) => interleave(l, [['i0'], ['i1']], [1, 1, 2]), 2);
  t.deepEqual(
    put,
    [1, 2, 3, 4].flatMap((value) => [value, -value]),
  );
});
