import test from 'ava';
import { windowOf } from '../../../../src/engine/geometry/window.ts';
import { filterGradient } from '../../../../src/engine/onnx/kernels/filter-gradient.ts';
import { run } from '../run-lowering.ts';

/** The gradient of a convolution of x [1, 1, 3, in] by a filter [1, 2, in, out], which moves along the row. */
const gradient = (
  x: number[],
  inputs: number,
  dy: number[],
  outputs: number,
  strides: number,
  pad: 'valid' | 'same',
) => {
  const shape = [1, 2, inputs, outputs];
  const window = windowOf([1, 1, 3, inputs], shape, { strides, pad });
  const given = [
    { shape: [1, 1, 3, inputs], values: x },
    { shape: [1, ...window.output, outputs], values: dy },
  ];
  return run(given, shape, (lowering, [a, b]) => filterGradient(lowering, a!, b!, window));
};

test('each tap gets the sum of what it saw times dy', async (t) => {
  // Tap 0 sees 1, 2 and tap 1 sees 2, 3.
  t.deepEqual(await gradient([1, 2, 3], 1, [10, 100], 1, 1, 'valid'), [10 + 200, 20 + 300]);
});

test('padding is seen as zeros', async (t) => {
  // Windows begin at 0, 1 and 2; the last one's second tap is beyond the edge.
  t.deepEqual(await gradient([1, 2, 3], 1, [1, 10, 100], 1, 1, 'same'), [1 + 20 + 300, 2 + 30]);
});

test('strides leave out what no window saw', async (t) => {
  // Windows at 0 and 2.
  t.deepEqual(await gradient([1, 2, 3], 1, [1, 10], 1, 2, 'same'), [1 + 30, 2]);
});

test('with fewer output channels than input channels dy is shifted, which gives the same', async (t) => {
  // Two input channels: 1, 2, 3 and 4, 5, 6.
  t.deepEqual(await gradient([1, 4, 2, 5, 3, 6], 2, [10, 100], 1, 1, 'valid'), [210, 540, 320, 650]);
});

test('channels of both sides make [in, out] for each tap', async (t) => {
  t.deepEqual(await gradient([1, 2, 3], 1, [1, 10, 2, 20], 2, 1, 'valid'), [1 + 4, 10 + 40, 2 + 6, 20 + 60]);
});
