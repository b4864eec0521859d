import test from 'ava';
import { sumsOfSquaresLowerings } from '../../../../src/engine/onnx/kernels/sums-of-squares.ts';
import { leaf } from '../../../../src/engine/recording/value.ts';
import { run } from '../run-lowering.ts';

/** The sum of one of several tensors. */
async function sumOf(which: number, ...given: { shape: number[]; values: number[] }[]): Promise<number> {
  const [sum] = await run(given, [], (lowering, operands) => {
    const outputs = given.map(() => leaf(new Float32Array(1), [], 'float32'));
    sumsOfSquaresLowerings.SumsOfSquares(lowering, { operands, outputs, attributes: {} });
    return lowering.read({ value: outputs[which]!, shape: [] });
  });
  return sum!;
}

test('each tensor has its own sum, and a scalar is squared', async (t) => {
  const given = [
    { shape: [2, 2], values: [1, -2, 3, -4] },
    { shape: [], values: [-5] },
  ];
  t.is(await sumOf(0, ...given), 30);
  t.is(await sumOf(1, ...given), 25);
});

test('a long sum loses no digits', async (t) => {
  // In float32, one after the other, sums beyond 2 ** 24 would lose what is added.
  const values = Array.from({ length: 2 ** 13 }, (_, index) => (index === 0 ? 4096 : 1));
  t.is(await sumOf(0, { shape: [2 ** 13], values }), 2 ** 24 + 2 ** 13 - 1);
});

test('a count without a divisor is summed too', async (t) => {
  t.is(await sumOf(0, { shape: [131], values: Array.from({ length: 131 }, () => 2) }), 524);
});
