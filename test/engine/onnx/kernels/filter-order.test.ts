import test from 'ava';
import { type FilterOrder, filterTo } from '../../../../src/engine/onnx/kernels/filter-order.ts';
import { operatorsOf, run } from '../run-lowering.ts';

/** [1, 2, in 2, out 2]: the number of column w, input i, output o is 4 w + 2 i + o. */
const filter = { shape: [1, 2, 2, 2], values: [0, 1, 2, 3, 4, 5, 6, 7] };

for (const [order, expected] of [
  ['oihw', [0, 4, 2, 6, 1, 5, 3, 7]],
  ['iohw', [0, 4, 1, 5, 2, 6, 3, 7]],
  ['turned iohw', [4, 0, 5, 1, 6, 2, 7, 3]],
] as const) {
  test(`a filter in the order ${order}`, async (t) => {
    t.deepEqual(await run([filter], [2, 2, 1, 2], (lowering, [x]) => filterTo(lowering, x!, order)), [...expected]);
  });
}

test('both axes of a filter are turned', async (t) => {
  const square = { shape: [2, 2, 1, 1], values: [1, 2, 3, 4] };
  t.deepEqual(
    await run([square], [1, 1, 2, 2], (lowering, [x]) => filterTo(lowering, x!, 'turned iohw')),
    [4, 3, 2, 1],
  );
});

test('an order is made once for all kernels that use the filter', (t) => {
  const twice = (first: FilterOrder, second: FilterOrder) =>
    operatorsOf([filter], [2, 2, 1, 2], (lowering, [x]) =>
      lowering.node('Add', [filterTo(lowering, x!, first), filterTo(lowering, x!, second)]),
    ).filter((operator) => operator === 'Transpose').length;
  t.is(twice('iohw', 'iohw'), 1);
  t.is(twice('iohw', 'turned iohw'), 2);
});
