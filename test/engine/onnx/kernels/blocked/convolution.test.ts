import test from 'ava';
import { windowOf } from '../../../../../src/engine/geometry/window.ts';
import {
  blockedConvolution,
  blockedInputGradient,
  fitsBlocks,
} from '../../../../../src/engine/onnx/kernels/blocked/convolution.ts';
import { Lowering } from '../../../../../src/engine/onnx/lowering.ts';
import { leaf } from '../../../../../src/engine/recording/value.ts';
import { run } from '../../run-lowering.ts';

/** Two pixels side by side, of two channels: 1, 2 and 3, 4. A filter over both, [1, 2, in 2, out 2]. */
const x = { shape: [1, 1, 2, 2], values: [1, 2, 3, 4] };
const filter = { shape: [1, 2, 2, 2], values: [1, 10, 100, 1000, 2, 20, 200, 2000] };
const window = windowOf(x.shape, filter.shape, { strides: 1, pad: 'valid' });

test('a convolution in blocks of two, with a bias and an activation in the same pass', async (t) => {
  const bias = { shape: [2], values: [-2000, 1] };
  const fused = { more: ['i2'], attributes: { activation: 'Relu' } };
  const convolved = (pass?: typeof fused) =>
    run([x, filter, bias], [1, 2, 1, 1], (l, [a, w]) => blockedConvolution(l, a!, w!, window, pass), 2);
  // 1 * 1 + 2 * 100 + 3 * 2 + 4 * 200 and ten times as much.
  t.deepEqual(await convolved(), [1007, 10070]);
  t.deepEqual(await convolved(fused), [0, 10071]);
});

test('less than a block of channels is read as planes', async (t) => {
  const gray = { shape: [1, 1, 2, 1], values: [1, 3] };
  const weights = { shape: [1, 2, 1, 2], values: [1, 10, 2, 20] };
  const moves = windowOf(gray.shape, weights.shape, { strides: 1, pad: 'valid' });
  const values = await run([gray, weights], [1, 2, 1, 1], (l, [a, w]) => blockedConvolution(l, a!, w!, moves), 2);
  t.deepEqual(values, [7, 70]);
});

test('the gradient by the input is a convolution by the filter turned around', async (t) => {
  const dy = { shape: [1, 1, 1, 2], values: [1, 2] };
  const values = await run([dy, filter], [1, 2, 1, 2], (l, [d, w]) => blockedInputGradient(l, d!, w!, window)!, 2);
  // Pixel by pixel: 1 * w[.., 0] + 2 * w[.., 1] for both input channels.
  t.deepEqual(values, [21, 2100, 42, 4200]);
});

const operand = (shape: number[]) => ({ value: leaf(new Float32Array(1), shape, 'float32'), shape });

test('strides, and channels that are no whole blocks, are left to others', (t) => {
  const lowering = new Lowering({ blockSize: 2 });
  const gradient = (strides: number, channels: readonly [number, number]) => {
    const shape = [1, 2, ...channels];
    const dy = operand([1, 1, 3, channels[1]]);
    const weights = operand(shape);
    for (const { value } of [dy, weights]) lowering.write(value, 'given');
    return blockedInputGradient(
      lowering,
      dy,
      weights,
      windowOf([1, 1, 4, channels[0]], shape, { strides, pad: 'valid' }),
    );
  };
  t.truthy(gradient(1, [2, 2]));
  t.is(gradient(2, [2, 2]), undefined);
  t.is(gradient(1, [3, 2]), undefined, 'the gradient has three channels');
  t.is(gradient(1, [2, 3]), undefined, 'dy has three channels');
  t.truthy(gradient(1, [2, 1]), 'dy has less than a block');
});

for (const [inputs, outputs, blockSize, expected] of [
  [16, 8, 8, true],
  [3, 8, 8, true],
  [12, 8, 8, false],
  [16, 12, 8, false],
  [16, 16, 1, false],
] as const) {
  test(`${inputs} to ${outputs} channels ${expected ? 'fit' : 'do not fit'} blocks of ${blockSize}`, (t) =>
    t.is(fitsBlocks(new Lowering({ blockSize }), operand([3, 3, inputs, outputs])), expected));
}
