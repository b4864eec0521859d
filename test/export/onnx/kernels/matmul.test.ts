import test from 'ava';
import { matmulLowerings } from '../../../../src/export/onnx/kernels/matmul.ts';
import { lowered, value } from '../_lowering.ts';

const plain = { transposeA: false, transposeB: false };

test('the last two axes of a side are exchanged where it is transposed', (t) => {
  const [a, b] = [value(2, 3, 4), value(2, 4, 5)];
  t.is(lowered(matmulLowerings.BatchMatMul, [a, b], plain, value(2, 3, 5)), 'MatMul(x0, x1)');
  const turned = { transposeA: true, transposeB: false };
  t.is(
    lowered(matmulLowerings.BatchMatMul, [value(2, 4, 3), b], turned, value(2, 3, 5)),
    'MatMul(Transpose(x0){perm=[0,2,1]}, x1)',
  );
  t.is(
    lowered(matmulLowerings.BatchMatMul, [value(3, 4), value(5, 4)], { ...plain, transposeB: true }, value(3, 5)),
    'MatMul(x0, Transpose(x1){perm=[1,0]})',
  );
});

test('a bias is added before the activation', (t) => {
  const relu = { ...plain, activation: 'relu', leakyreluAlpha: 0 } as const;
  const product = (...more: ReturnType<typeof value>[]) =>
    lowered(matmulLowerings._FusedMatMul, [value(3, 4), value(4, 5), ...more], relu, value(3, 5));
  t.is(product(value(5)), 'Relu(Add(MatMul(x0, x1), x2))');
  t.is(product(), 'Relu(MatMul(x0, x1))');
});
