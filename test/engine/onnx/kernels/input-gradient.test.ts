import test from 'ava';
import { windowOf } from '../../../../src/engine/geometry/window.ts';
import { inputGradient } from '../../../../src/engine/onnx/kernels/input-gradient.ts';
import { type Build, operatorsOf, run } from '../run-lowering.ts';

/** The filter 10, 1 moves along a row of `width` pixels. */
const filter = { shape: [1, 2, 1, 1], values: [10, 1] };
const cases = (width: number, strides: number, pad: 'valid' | 'same' | number, dy: number[]) => {
  const window = windowOf([1, 1, width, 1], filter.shape, { strides, pad });
  const build: Build = (lowering, [gradient, weights]) => inputGradient(lowering, gradient!, weights!, window);
  return [[{ shape: [1, ...window.output, 1], values: dy }, filter], [1, 1, 1, width], build] as const;
};

test('with stride 1 it is a convolution by the filter turned around', async (t) => {
  const given = cases(3, 1, 'valid', [1, 2]);
  t.deepEqual(await run(...given), [10, 1 + 20, 2]);
  t.true(operatorsOf(...given).includes('Conv'));
});

test('with strides each dy spreads over its own window, and pixels that none saw get zero', async (t) => {
  const given = cases(5, 2, 'valid', [1, 2]);
  t.deepEqual(await run(...given), [10, 1, 20, 2, 0]);
  t.true(operatorsOf(...given).includes('ConvTranspose'));
});

test('what falls on padding is lost', async (t) => {
  // Windows begin at 0, 1 and 2, the last one reaches over the edge.
  t.deepEqual(await run(...cases(3, 1, 'same', [1, 2, 3])), [10, 1 + 20, 2 + 30]);
});
