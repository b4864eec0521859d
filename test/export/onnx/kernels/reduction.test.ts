import test from 'ava';
import { reductionLowerings } from '../../../../src/export/onnx/kernels/reduction.ts';
import { lowered, value } from '../_lowering.ts';

const plain = value(2, 4, 6, 3);
const floats = { computeIn: 'float32' } as const;
const sum = (operand: Parameters<typeof lowered>[1][number], axes: number[], keepDims: boolean, ...shape: number[]) =>
  lowered(reductionLowerings.Sum, [operand], { ...floats, axes, keepDims }, value(...shape));

test('axes are reduced where the numbers lie, if those that stay keep their order', (t) => {
  const nchw = { nchw: plain };
  t.is(sum(plain, [1, 2], true, 2, 1, 1, 3), 'ReduceSum(x0, [1 2]){keepdims=1}');
  t.is(sum(nchw, [1, 2], true, 2, 1, 1, 3), 'Transpose(ReduceSum(x0, [2 3]){keepdims=1}){perm=[0,2,3,1]}');
  t.is(sum(nchw, [1, 2], false, 2, 3), 'ReduceSum(x0, [2 3]){keepdims=0}', 'images and channels stay');
  t.is(sum(nchw, [3, 1], false, 2, 6), 'ReduceSum(x0, [1 2]){keepdims=0}', 'images and columns stay');
  t.is(
    sum(nchw, [1], false, 2, 6, 3),
    'ReduceSum(Transpose(x0){perm=[0,2,3,1]}, [1]){keepdims=0}',
    'columns and channels stay, which lie in another order',
  );
});

test('without axes nothing is reduced, which ONNX has to be told', (t) => {
  t.is(sum(plain, [], true, 2, 4, 6, 3), 'ReduceSum(x0, []){keepdims=1 noop_with_empty_axes=1}');
});

test('all and any are the least and the greatest of numbers', (t) => {
  const bools = { ...value(2, 3), dtype: 'bool' } as const;
  const told = (kernel: 'All' | 'Any') =>
    lowered(
      reductionLowerings[kernel],
      [bools],
      { axes: [1], keepDims: false, computeIn: 'int32' },
      { ...value(2), dtype: 'bool' },
    );
  t.is(told('All'), 'Cast(ReduceMin(Cast(x0){to=6}, [1]){keepdims=0}){to=9}');
  t.is(told('Any'), 'Cast(ReduceMax(Cast(x0){to=6}, [1]){keepdims=0}){to=9}');
});

test('the place of the greatest is an int32, found along the axis where it lies', (t) => {
  const place = { ...value(2, 4, 6), dtype: 'int32' } as const;
  t.is(
    lowered(reductionLowerings.ArgMax, [{ nchw: plain }], { ...floats, axes: [3], keepDims: false }, place),
    'Cast(ArgMax(x0){axis=1 keepdims=0}){to=6}',
  );
});
