import test from 'ava';
import { type Window, windowOf } from '../../../../src/engine/geometry/window.ts';
import {
  averageByTwo,
  beforeDoubling,
  combineTaps,
  fromCombined,
  inputGradientOf,
  isPlain,
  repeatPixels,
  sumByTwo,
  tapsOfGradient,
  tapsOfPhases,
} from '../../../../src/engine/onnx/kernels/doubling.ts';
import type { KernelName } from '../../../../src/engine/recording/kernels/index.ts';
import { leaf, type Operand, type Value } from '../../../../src/engine/recording/value.ts';
import { run } from '../run-lowering.ts';

/** What a kernel made, of one operand. */
function made(kernel: KernelName, attributes: object, operands: readonly Operand[], ...shapes: number[][]): Value[] {
  const outputs = shapes.map((shape): Value => ({ ...leaf(new Float32Array(), shape, 'float32'), data: undefined }));
  const producer = { order: 0, kernel, operands, attributes, outputs };
  for (const value of outputs) value.producer = producer;
  return outputs;
}
const operand = (value: Value): Operand => ({ value, shape: value.shape });
const given = (shape: number[]) => operand(leaf(new Float32Array(), shape, 'float32'));
const window = (size: number, options: Partial<Parameters<typeof windowOf>[2]> = {}): Window =>
  windowOf([1, 4, 4, 8], [size, size, 8, 8], { strides: 1, pad: 'same', ...options });

test('an image that was doubled is found, others are not', (t) => {
  const small = given([1, 2, 3, 8]);
  const resized = (to: [number, number], alignCorners = false) => {
    const attributes = { from: [2, 3], to, alignCorners, halfPixelCenters: false };
    return operand(made('ResizeNearestNeighbor', attributes, [small], [1, ...to, 8])[0]!);
  };
  t.is(beforeDoubling(resized([4, 6])), small);
  t.is(beforeDoubling(resized([4, 6], true)), undefined);
  t.is(beforeDoubling(resized([4, 9])), undefined);
  t.is(beforeDoubling({ ...resized([4, 6]), shape: [24, 8] }), undefined, 'a view');
  t.is(beforeDoubling(small), undefined);
});

test('a gradient by the input is found whole and in parts of its channels', (t) => {
  const [whole] = made('Conv2DBackpropInput', window(3), [], [1, 4, 4, 8]);
  t.deepEqual(inputGradientOf(operand(whole!)), { operation: whole!.producer! });
  const parts = made('SplitV', { axis: 3 }, [operand(whole!)], [1, 4, 4, 2], [1, 4, 4, 5], [1, 4, 4, 1]);
  t.deepEqual(
    parts.map((part) => inputGradientOf(operand(part))?.range),
    [
      [0, 2],
      [2, 7],
      [7, 8],
    ],
  );
  t.true(parts.every((part) => inputGradientOf(operand(part))!.operation === whole!.producer));
  const [rows] = made('SplitV', { axis: 1 }, [operand(whole!)], [1, 2, 4, 8]);
  t.is(inputGradientOf(operand(rows!)), undefined);
  const [strided] = made('Conv2DBackpropInput', window(3, { strides: 2 }), [], [1, 4, 4, 8]);
  t.is(inputGradientOf(operand(strided!)), undefined);
});

test('plain windows are 1x1, or 3x3 with one pixel around', (t) => {
  t.true([window(1), window(3)].every(isPlain));
  for (const other of [window(5), window(3, { pad: 'valid' }), window(3, { dilations: 2 }), window(1, { strides: 2 })])
    t.false(isPlain(other));
});

test('the phases see the sums of the weights that meet the same pixel', (t) => {
  t.is(tapsOfPhases.length, 16);
  // Phase (0, 0), taps (0, 0) and (1, 1): above and left one weight, the rest of three at the pixel itself.
  t.deepEqual(tapsOfPhases[0], [1, 0, 0, 0, 0, 0, 0, 0, 0]);
  t.deepEqual(tapsOfPhases[3], [0, 0, 0, 0, 1, 1, 0, 1, 1]);
  // Phase (1, 1), taps (0, 0) and (1, 1).
  t.deepEqual(tapsOfPhases[12], [1, 1, 0, 1, 1, 0, 0, 0, 0]);
  t.deepEqual(tapsOfPhases[15], [0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

test('each pixel of a doubled image meets every weight four times', (t) => {
  const times = tapsOfGradient[0]!.map((_, tap) => tapsOfGradient.reduce((sum, row) => sum + row[tap]!, 0));
  t.deepEqual(times, Array<number>(9).fill(4));
  t.deepEqual(tapsOfGradient[0], [0, 0, 0, 0, 0, 0, 0, 0, 1], 'the first pixel of dy saw it by the last weight');
});

const weights = { shape: [9, 1], values: [1, 2, 3, 4, 5, 6, 7, 8, 9] };

test('taps are added up, and gradients by the sums go back to each tap', async (t) => {
  const taps = { name: 'i0', kernel: [3, 3], inputs: 1, outputs: 1 } as const;
  const sums = await run([weights], [16, 1], (lowering) => combineTaps(lowering, taps, tapsOfPhases));
  t.deepEqual(sums.slice(0, 4), [1, 2 + 3, 4 + 7, 5 + 6 + 8 + 9]);
  const dy = { shape: [16, 1], values: Array.from({ length: 16 }, (_, at) => at) };
  const gradient = await run([dy], [3, 3, 1, 1], (lowering) => fromCombined(lowering, 'i0', 1, 1));
  t.deepEqual([gradient[0], gradient[8]], [10 + 11 + 14 + 15, 0 + 1 + 4 + 5]);
});

test('2x2 pixels are averaged, added up and repeated', async (t) => {
  const x = { shape: [1, 2, 2, 1], values: [1, 2, 3, 6] };
  t.deepEqual(await run([x], [1, 1, 1, 1], (lowering, [dy]) => averageByTwo(lowering, dy!)), [3]);
  t.deepEqual(await run([x], [1, 1, 1, 1], (lowering, [dy]) => sumByTwo(lowering, dy!)), [12]);
  const row = { shape: [1, 1, 1, 2], values: [1, 2] };
  t.deepEqual(await run([row], [1, 1, 2, 4], (lowering) => repeatPixels(lowering, 'i0')), [1, 1, 2, 2, 1, 1, 2, 2]);
  t.deepEqual(await run([row], [1, 1, 1, 6], (l) => repeatPixels(l, 'i0', [1, 3])), [1, 1, 1, 2, 2, 2]);
});
