import test from 'ava';
import {
  averagedBlocksGradient,
  convolveDoubledBlocks,
  doubledBlocksFilterGradient,
} from '../../../../../src/engine/onnx/kernels/blocked/doubled.ts';
import { tapsOf } from '../../../../../src/engine/onnx/kernels/filter-order.ts';
import { Lowering } from '../../../../../src/engine/onnx/lowering.ts';
import { leaf } from '../../../../../src/engine/recording/value.ts';
import { run } from '../../run-lowering.ts';

/** Blocks of two channels; the second of each is a thousand times the first, and the filter keeps them apart. */
const x = { shape: [2, 1, 2, 2], values: [1, 1000, 2, 2000, 3, 3000, 4, 4000] };
const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const filter = { shape: [3, 3, 2, 2], values: rows.flatMap((tap) => [tap, 0, 0, tap]) };

/** One row of two pixels, doubled and convolved by hand: a, b in two rows each twice. */
const byHand = ([a, b]: readonly [number, number]) => {
  const row = (...taps: readonly [number, number, number]) => [
    (taps[1] + taps[2]) * a,
    (taps[0] + taps[1]) * a + taps[2] * b,
    taps[0] * a + (taps[1] + taps[2]) * b,
    (taps[0] + taps[1]) * b,
  ];
  const add = (...lines: number[][]) => lines[0]!.map((value, at) => value + lines[1]![at]!);
  return [...add(row(4, 5, 6), row(7, 8, 9)), ...add(row(1, 2, 3), row(4, 5, 6))];
};

test('a doubled image is convolved without being made', async (t) => {
  const build = (l: Lowering, [image, w]: readonly Parameters<typeof tapsOf>[1][]) =>
    convolveDoubledBlocks(l, image!, tapsOf(l, w!));
  const values = await run([x, filter], [2, 2, 2, 4], build, 2);
  const inBlocks = (pair: readonly [number, number]) => byHand(pair).flatMap((value) => [value, 1000 * value]);
  t.deepEqual(values, [...inBlocks([1, 2]), ...inBlocks([3, 4])]);
});

/** One image of 2 x 2 pixels whose gradient is 1 at the upper left only. */
const dy = { shape: [2, 2, 2, 2], values: [1, 10, ...Array<number>(14).fill(0)] };

test('the average of the gradient by its input', async (t) => {
  const values = await run([dy, filter], [2, 2, 1, 1], (l, [d, w]) => averagedBlocksGradient(l, d!, tapsOf(l, w!)), 2);
  // The four copies of the pixel were seen by the middle and all that is right and below of it.
  t.deepEqual(values, [(5 + 6 + 8 + 9) / 4, (10 * (5 + 6 + 8 + 9)) / 4, 0, 0]);
});

test('the gradient by the filter', async (t) => {
  const pixel = { shape: [2, 1, 1, 2], values: [2, 3, 7, 7] };
  const build = (l: Lowering, [image, d]: readonly Parameters<typeof tapsOf>[1][]) =>
    doubledBlocksFilterGradient(l, image!, d!)!;
  const values = await run([pixel, dy], [3, 3, 2, 2], build, 2);
  const tap = [2 * 1, 2 * 10, 3 * 1, 3 * 10];
  const none = [0, 0, 0, 0];
  t.deepEqual(values, [none, none, none, none, tap, tap, none, tap, tap].flat());
});

test('images that do not fill blocks have no such gradient by the filter', (t) => {
  const lowering = new Lowering({ blockSize: 16 });
  const operand = (shape: number[]) => ({ value: leaf(new Float32Array(), shape, 'float32'), shape });
  t.is(doubledBlocksFilterGradient(lowering, operand([17, 2, 2, 16]), operand([17, 4, 4, 16])), undefined);
});
