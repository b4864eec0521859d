import test from 'ava';
import type { Layout } from '../../../src/engine/onnx/layout.ts';
import { reorder } from '../../../src/engine/onnx/reorder.ts';
import { operatorsOf, run } from './run-lowering.ts';

/** One image of 1 x 2 pixels with 4 channels; the number is 10 * pixel + channel. In blocks of 2 channels. */
const shape = [1, 1, 2, 4];
const orders: Readonly<Record<Layout, { readonly shape: number[]; readonly values: number[] }>> = {
  nhwc: { shape, values: [0, 1, 2, 3, 10, 11, 12, 13] },
  nchw: { shape: [1, 4, 1, 2], values: [0, 10, 1, 11, 2, 12, 3, 13] },
  blocked: { shape: [1, 2, 1, 2, 2], values: [0, 1, 10, 11, 2, 3, 12, 13] },
};

for (const from of Object.keys(orders) as Layout[]) {
  for (const to of Object.keys(orders) as Layout[]) {
    for (const dtype of ['float32', 'int32'] as const) {
      test(`${dtype} goes from ${from} to ${to}`, async (t) => {
        const values = await run(
          [orders[from]],
          orders[to].shape,
          (lowering) => reorder(lowering, 'i0', { shape, dtype }, from, to),
          2,
        );
        t.deepEqual(values, orders[to].values);
      });
    }
  }
}

const operators = (size: readonly number[], from: Layout, to: Layout, dtype: 'float32' | 'int32' = 'float32') =>
  operatorsOf([orders.nhwc], size, (lowering) => reorder(lowering, 'i0', { shape: size, dtype }, from, to), 2);

test('float32 goes into and out of blocks by the operators that use all threads', (t) => {
  t.deepEqual(operators(shape, 'nhwc', 'blocked'), ['ReorderInput', 'Reshape']);
  t.deepEqual(operators(shape, 'blocked', 'nchw'), ['Reshape', 'ReorderOutput']);
  t.deepEqual(operators(shape, 'nhwc', 'blocked', 'int32'), ['Reshape', 'Transpose', 'Reshape']);
});

test('where no number changes its place, only the shape does', (t) => {
  t.deepEqual(operators([3, 1, 1, 4], 'nchw', 'blocked'), ['Reshape'], 'one pixel');
  t.deepEqual(operators([1, 5, 7, 2], 'nhwc', 'blocked'), ['Reshape'], 'one block');
  t.deepEqual(operators([1, 5, 7, 1], 'blocked', 'nchw'), ['Reshape'], 'one channel');
  t.deepEqual(operators([1, 5, 7, 2], 'nchw', 'blocked'), ['ReorderInput', 'Reshape']);
});
