import test from 'ava';
import { SizeMatters } from '../../../../src/export/onnx/extent.ts';
import { poolingLowerings } from '../../../../src/export/onnx/kernels/pooling.ts';
import { height, lowered, value, width } from '../_lowering.ts';

const none = [
  [0, 0],
  [0, 0],
] as const;
const pairs = {
  kernel: [2, 2],
  strides: [2, 2],
  dilations: [1, 1],
  padding: none,
  input: [8, 8],
  output: [4, 4],
} as const;
const back = '{perm=[0,2,3,1]}';
const pool = (kernel: keyof typeof poolingLowerings, attributes: Parameters<typeof lowered>[2]) =>
  lowered(
    poolingLowerings[kernel],
    [{ nchw: value(1, height, width, 3) }],
    attributes as typeof pairs,
    value(1, 1, 1, 3),
  );

test('windows are those of ONNX; averages know no dilations', (t) => {
  const window = 'kernel_shape=[2,2] strides=[2,2]';
  t.is(pool('MaxPool', pairs), `Transpose(MaxPool(x0){${window} dilations=[1,1] pads=[0,0,0,0]})${back}`);
  t.is(pool('AvgPool', pairs), `Transpose(AveragePool(x0){${window} pads=[0,0,0,0]})${back}`);
});

test('an average over whole rows or columns is a mean, of whatever size', (t) => {
  const over = (kernel: readonly unknown[], changes = {}) =>
    pool('AvgPool', { ...pairs, kernel, strides: [1, 1], input: [height, width], ...changes });
  t.is(over([height, width]), `Transpose(ReduceMean(x0, [2 3]){keepdims=1})${back}`);
  t.is(over([height, 1]), `Transpose(ReduceMean(x0, [2]){keepdims=1})${back}`);
  t.is(over([1, width]), `Transpose(ReduceMean(x0, [3]){keepdims=1})${back}`);
  const isNone = { instanceOf: SizeMatters };
  t.throws(() => over([height, 2]), isNone, 'the other axis is pooled too');
  t.throws(() => over([height, 1], { strides: [1, 2] }), isNone, 'of every second column');
  t.throws(
    () =>
      over([height, width], {
        padding: [
          [0, 0],
          [0, 1],
        ],
      }),
    isNone,
    'with padding',
  );
});
