import test from 'ava';
import { windowOf } from '../../../../../src/engine/geometry/window.ts';
import { blockedDepthwise, fitsBlocksDepthwise } from '../../../../../src/engine/onnx/kernels/blocked/depthwise.ts';
import { Lowering } from '../../../../../src/engine/onnx/lowering.ts';
import { leaf } from '../../../../../src/engine/recording/value.ts';
import { run } from '../../run-lowering.ts';

test('each channel is convolved by its own filter', async (t) => {
  // Two pixels of four channels in two blocks; the taps weigh 1 and 10, times the channel's number.
  const x = { shape: [1, 1, 2, 4], values: [1, 2, 3, 4, 5, 6, 7, 8] };
  const filter = { shape: [1, 2, 4, 1], values: [1, 2, 3, 4, 10, 20, 30, 40] };
  const window = windowOf(x.shape, [1, 2, 4, 1], { strides: 1, pad: 'valid' });
  const values = await run([x, filter], [1, 4, 1, 1], (l, [a, w]) => blockedDepthwise(l, a!, w!, window), 2);
  t.deepEqual(values, [51, 2 * 62, 3 * 73, 4 * 84]);
});

test('it takes whole blocks that are not multiplied', (t) => {
  const fits = (inputs: number, multiplier: number) => {
    const shape = [3, 3, inputs, multiplier];
    return fitsBlocksDepthwise(new Lowering({ blockSize: 8 }), {
      value: leaf(new Float32Array(1), shape, 'float32'),
      shape,
    });
  };
  t.deepEqual([fits(16, 1), fits(16, 2), fits(12, 1)], [true, false, false]);
});
