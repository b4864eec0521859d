import test from 'ava';
import { type ConvolutionAttributes, windowOf } from '../../../../../src/engine/geometry/window.ts';
import { filterGradientInParts } from '../../../../../src/engine/onnx/kernels/gpu/filter-gradient.ts';
import { run, type Given } from '../../run-lowering.ts';

/** The gradient of a convolution of x, NHWC, by a filter of `kernel`, whose result has the gradient `dy`. */
function gradient(
  x: Given,
  kernel: readonly [number, number],
  dy: readonly number[],
  attributes: ConvolutionAttributes,
) {
  const [batch, , , inputs] = x.shape as [number, number, number, number];
  const outputs = (pixels: number) => dy.length / batch / pixels;
  const size = windowOf(x.shape, [...kernel, inputs, 1], attributes).output;
  const shape = [...kernel, inputs, outputs(size[0] * size[1])];
  const window = windowOf(x.shape, shape, attributes);
  const given = [x, { shape: [batch, ...size, shape[3]!], values: dy }];
  return run(given, shape, (lowering, [a, b]) => filterGradientInParts(lowering, a!, b!, window));
}

const row = (...values: number[]): Given => ({ shape: [1, 1, values.length, 1], values });

test('each tap gets the sum of what it saw times dy', async (t) => {
  // Tap 0 sees 1, 2 and tap 1 sees 2, 3.
  t.deepEqual(await gradient(row(1, 2, 3), [1, 2], [10, 100], { strides: 1, pad: 'valid' }), [210, 320]);
});

test('padding is seen as zeros, above and below, left and right', async (t) => {
  // The middle row of the nine taps sees 0, 1, 2 then 1, 2, 3 then 2, 3, 0; the rows above and below see zeros only.
  const taps = await gradient(row(1, 2, 3), [3, 3], [1, 10, 100], { strides: 1, pad: 'same' });
  t.deepEqual(taps, [0, 0, 0, 210, 321, 32, 0, 0, 0]);
});

test('strides and dilations leave out what no tap saw', async (t) => {
  // Windows begin at 0 and 2.
  t.deepEqual(await gradient(row(1, 2, 3, 4), [1, 2], [1, 10], { strides: 2, pad: 'valid' }), [31, 42]);
  // Taps are two apart.
  const dilated = { strides: 1, dilations: 2, pad: 'valid' } as const;
  t.deepEqual(await gradient(row(1, 2, 3, 4), [1, 2], [1, 10], dilated), [21, 43]);
});

test('channels of both sides make [in, out] for each tap', async (t) => {
  const x = { shape: [1, 1, 2, 2], values: [1, 4, 2, 5] };
  // Inputs 1, 2 and 4, 5; outputs 10, 100 and 1, 2.
  const taps = await gradient(x, [1, 1], [10, 1, 100, 2], { strides: 1, pad: 'valid' });
  t.deepEqual(taps, [210, 5, 540, 14]);
});

test('what is cut into parts is added up, over all images', async (t) => {
  const pixels = 32 * 64;
  const x = { shape: [2, 32, 64, 1], values: Array.from({ length: 2 * pixels }, () => 1) };
  const dy = Array.from({ length: 2 * pixels }, (_, at) => (at < pixels ? 1 : 2));
  t.deepEqual(await gradient(x, [1, 1], dy, { strides: 1, pad: 'valid' }), [3 * pixels]);
});
