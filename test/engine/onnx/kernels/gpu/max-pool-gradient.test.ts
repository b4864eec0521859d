import test from 'ava';
import { poolingWindowOf, type PoolingAttributes } from '../../../../../src/engine/geometry/window.ts';
import { maxPoolGradientByTaps } from '../../../../../src/engine/onnx/kernels/gpu/max-pool-gradient.ts';
import { run, type Given } from '../../run-lowering.ts';

/** NCHW, of an input in NHWC. */
function gradient(input: Given, dy: readonly number[], attributes: PoolingAttributes) {
  const [batch, height, width, channels] = input.shape as [number, number, number, number];
  const window = poolingWindowOf(input.shape, attributes);
  const given = [{ shape: [batch, ...window.output, channels], values: dy }, input];
  return run(given, [batch, channels, height, width], (lowering, [a, b]) =>
    maxPoolGradientByTaps(lowering, a!, b!, window),
  );
}

test('a gradient goes to the greatest of its window', async (t) => {
  const input = { shape: [1, 2, 4, 1], values: [1, 2, 7, 5, 3, 4, 6, 0] };
  t.deepEqual(await gradient(input, [10, 20], { filterSize: 2, strides: 2, pad: 'valid' }), [0, 0, 20, 0, 0, 10, 0, 0]);
});

test('of equal ones it goes to the first', async (t) => {
  const input = { shape: [1, 2, 2, 1], values: [3, 5, 5, 5] };
  t.deepEqual(await gradient(input, [10], { filterSize: 2, strides: 2, pad: 'valid' }), [0, 10, 0, 0]);
});

test('windows that overlap add up', async (t) => {
  const input = { shape: [1, 1, 3, 1], values: [1, 9, 2] };
  t.deepEqual(await gradient(input, [1, 10], { filterSize: [1, 2], strides: 1, pad: 'valid' }), [0, 11, 0]);
});

test('padding is never the greatest, not even of negative numbers', async (t) => {
  const input = { shape: [1, 2, 2, 1], values: [-4, -3, -2, -1] };
  // Each of four windows has one pixel, the rest of it is padding.
  t.deepEqual(await gradient(input, [1, 2, 3, 4], { filterSize: 2, strides: 2, pad: 1 }), [1, 2, 3, 4]);
});

test('channels are apart', async (t) => {
  const input = { shape: [1, 1, 2, 2], values: [1, 8, 2, 7] };
  t.deepEqual(await gradient(input, [10, 20], { filterSize: [1, 2], strides: 1, pad: 'valid' }), [0, 10, 20, 0]);
});
