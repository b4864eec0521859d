import test from 'ava';
import { shapeLowerings } from '../../../../src/export/onnx/kernels/shape.ts';
import { lowered, value, width } from '../_lowering.ts';

const x = value(2, 4, 6, 3);
const nchw = { nchw: x };
const back = '{perm=[0,2,3,1]}';

test('a transpose to the other layout says only how the numbers lie', (t) => {
  const transposed = (operand: typeof x | typeof nchw, perm: number[], ...shape: number[]) =>
    lowered(shapeLowerings.Transpose, [operand], { perm }, value(...shape));
  t.is(transposed(nchw, [0, 3, 1, 2], 2, 3, 4, 6), 'x0');
  t.is(transposed(x, [0, 3, 1, 2], 2, 3, 4, 6), 'Transpose(x0){perm=[0,3,1,2]}');
  t.is(transposed(x, [3, 0, 1, 2], 3, 2, 4, 6), 'Transpose(x0){perm=[3,0,1,2]}');
});

test('joining and splitting follow the axes to where they lie', (t) => {
  t.is(
    lowered(shapeLowerings.Concat, [nchw, value(2, 4, 6, 1)], { axis: 3 }, value(2, 4, 6, 4)),
    `Transpose(Concat(x0, Transpose(x1){perm=[0,3,1,2]}){axis=1})${back}`,
  );
  t.is(
    lowered(shapeLowerings.SplitV, [x], { axis: 3, sizes: [1, 2] }, value(2, 4, 6, 1), value(2, 4, 6, 2)),
    'Split#0(x0, [1 2]){axis=3}; Split#1(x0, [1 2]){axis=3}',
  );
  t.is(
    lowered(shapeLowerings.Tile, [nchw], { reps: [1, 2, 3, 4] }, value(2, 8, 18, 12)),
    `Transpose(Tile(x0, [1 4 2 3]))${back}`,
  );
});

test('stacking adds the axis to each, and unstacking takes it away', (t) => {
  const [a, b] = [value(2, 3), value(2, 3)];
  t.is(
    lowered(shapeLowerings.Pack, [a, b], { axis: 1 }, value(2, 2, 3)),
    'Concat(Reshape(x0, [2 1 3]), Reshape(x1, [2 1 3])){axis=1}',
  );
  t.is(
    lowered(shapeLowerings.Unpack, [a], { axis: 0 }, value(3), value(3)),
    'Reshape(Split#0(x0){axis=0 num_outputs=2}, [3]); Reshape(Split#1(x0){axis=0 num_outputs=2}, [3])',
  );
});

test('a slice up to the end needs no size', (t) => {
  const wide = value(2, 4, width, 3);
  t.is(
    lowered(
      shapeLowerings.Slice,
      [{ nchw: wide }],
      { begin: [0, 1, 0, 2], end: [2, 3, width, 3] },
      value(2, 2, width, 1),
    ),
    `Transpose(Slice(x0, [0 2 1 0], [2147483647 2147483647 3 2147483647]))${back}`,
  );
});

test('a negative stride ends before the first', (t) => {
  t.is(
    lowered(shapeLowerings.StridedSlice, [value(5, 6)], { begin: [4, 0], end: [-1, 6], strides: [-2, 3] }, value(3, 2)),
    'Reshape(Slice(x0, [4 0], [-2147483648 6], [0 1], [-2 3]), [3 2])',
  );
  t.is(
    lowered(shapeLowerings.Reverse, [value(5, 6)], { axes: [1] }, value(5, 6)),
    'Slice(x0, [-1], [-2147483648], [1], [-1])',
  );
});

test('padding is told for all axes before, then for all behind', (t) => {
  const attributes = { before: [0, 1, 2, 0], after: [0, 3, 4, 5], value: 0.5 };
  t.is(
    lowered(shapeLowerings.PadV2, [nchw], attributes, value(2, 8, 12, 8)),
    `Transpose(Pad(x0, [0 0 1 2 0 5 3 4], 0.5))${back}`,
  );
});
