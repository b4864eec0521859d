import test from 'ava';
import { normalizationLowerings } from '../../../../src/export/onnx/kernels/normalization.ts';
import { lowered, value } from '../_lowering.ts';

const x = { nchw: value(1, 4, 4, 2) };
const vector = () => value(2);
const batchNorm = (scale: boolean, offset: boolean) => {
  const given = Array.from({ length: 2 + Number(scale) + Number(offset) }, vector);
  return lowered(
    normalizationLowerings.FusedBatchNorm,
    [x, ...given],
    { varianceEpsilon: 0.5, scale, offset },
    value(1, 4, 4, 2),
  );
};

test('batch norm is given scale, offset, mean and variance; without the first two by ones and zeros', (t) => {
  const text = (names: string) => `Transpose(BatchNormalization(x0, ${names}){epsilon={"float":0.5}}){perm=[0,2,3,1]}`;
  t.is(batchNorm(true, true), text('x1, x2, x3, x4'));
  t.is(batchNorm(false, true), text('[1 1], x1, x2, x3'));
  t.is(batchNorm(true, false), text('x1, [0 0], x2, x3'));
  t.is(batchNorm(false, false), text('[1 1], [0 0], x1, x2'));
});

test('a softmax is along the axis where the classes lie', (t) => {
  const softmax = (operand: typeof x | typeof x.nchw) =>
    lowered(normalizationLowerings.Softmax, [operand], { axis: 3 }, value(1, 4, 4, 2));
  t.is(softmax(x), 'Transpose(Softmax(x0){axis=1}){perm=[0,2,3,1]}');
  t.is(softmax(x.nchw), 'Softmax(x0){axis=3}');
});
