import test from 'ava';
import { windowOf } from '../../../../../src/engine/geometry/window.ts';
import {
  convolveToFew,
  filterGradientFromFew,
  hasFewOutputs,
  inputGradientFromFew,
} from '../../../../../src/engine/onnx/kernels/blocked/few-outputs.ts';
import { Lowering } from '../../../../../src/engine/onnx/lowering.ts';
import { type Build, run } from '../../run-lowering.ts';

/** Two pixels of four channels, and one class that weighs them by 1, 10, 100 and 1000. */
const x = { shape: [1, 1, 2, 4], values: [1, 2, 3, 4, 5, 6, 7, 8] };
const filter = { shape: [1, 1, 4, 1], values: [1, 10, 100, 1000] };
/** One plane. */
const dy = { shape: [1, 1, 1, 2], values: [1, 2] };

test('all blocks of channels add up to each class', async (t) => {
  t.deepEqual(await run([x, filter], [1, 1, 1, 2], (l, [a, w]) => convolveToFew(l, a!, w!), 2), [4321, 8765]);
});

test('the gradient by the input lies in blocks', async (t) => {
  const build: Build = (l, [, w]) => inputGradientFromFew(l, 'i0', x.shape, w!);
  const values = await run([dy, filter], [1, 4, 1, 2], build, 2);
  t.deepEqual(values, [1, 10, 2, 20, 100, 1000, 200, 2000]);
});

test('the gradient by the filter sums over pixels', async (t) => {
  const values = await run([x, dy], [1, 1, 4, 1], (l, [a]) => filterGradientFromFew(l, a!, 'i1', 1), 2);
  t.deepEqual(values, [11, 14, 17, 20]);
});

test('it takes 1x1 convolutions without strides from whole blocks to less than one', (t) => {
  const few = (inputs: number, outputs: number, size = 1, strides = 1) => {
    const shape = [size, size, inputs, outputs];
    const window = windowOf([1, 4, 4, inputs], shape, { strides, pad: 'same' });
    return hasFewOutputs(new Lowering({ blockSize: 4 }), { shape }, window);
  };
  t.true(few(8, 3));
  t.false(few(8, 4));
  t.false(few(6, 3));
  t.false(few(8, 3, 3));
  t.false(few(8, 3, 1, 2));
});
