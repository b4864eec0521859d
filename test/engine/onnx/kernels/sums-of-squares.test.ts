import test from 'ava';
import { sumsOfSquaresLowerings } from '../../../../src/engine/onnx/kernels/sums-of-squares.ts';
import { leaf } from '../../../../src/engine/recording/value.ts';
import { type Build, type Given, operatorsOf, run } from '../run-lowering.ts';

const build: Build = (lowering, operands) => {
  const shape = [operands.length];
  const output = leaf(new Float32Array(operands.length), shape, 'float32');
  sumsOfSquaresLowerings.SumsOfSquares(lowering, { operands, outputs: [output], attributes: {} });
  return lowering.read({ value: output, shape });
};

/** The sums of several tensors. */
const sumsOf = (...given: Given[]): Promise<number[]> => run(given, [given.length], build);

test('each tensor has its own sum, and a scalar is squared', async (t) => {
  const given = [
    { shape: [2, 2], values: [1, -2, 3, -4] },
    { shape: [], values: [-5] },
  ];
  t.deepEqual(await sumsOf(...given), [30, 25]);
});

test('small numbers count beside a large sum', async (t) => {
  // In float32, a sum of 2 ** 24 stays the same however often 1 is added.
  const values = [...Array.from({ length: 4096 }, () => 64), ...Array.from({ length: 128 }, () => 1)];
  t.deepEqual(await sumsOf({ shape: [values.length], values }), [2 ** 24 + 128]);
});

test('of a million numbers in float32, the sum has five digits', async (t) => {
  const values = Array.from({ length: 2 ** 20 }, (_, index) => 1 + (index % 7) / 10);
  const expected = values.reduce((sum, value) => sum + Math.fround(value) ** 2, 0);
  const [sum] = await sumsOf({ shape: [4, 4, 2 ** 16], values });
  t.true(Math.abs(sum! / expected - 1) < 1e-5);
});

test('a count without a divisor is summed too', async (t) => {
  t.deepEqual(await sumsOf({ shape: [131], values: Array.from({ length: 131 }, () => 2) }), [524]);
});

test('a vector takes one node, and a longer list of numbers is made of parts', async (t) => {
  const vector = { shape: [3], values: [1, -2, 3] };
  t.deepEqual(operatorsOf([vector], [1], build), ['ReduceSumSquare', 'Concat']);
  t.deepEqual(await sumsOf(vector), [14]);
  const long = { shape: [2 ** 16], values: Array.from({ length: 2 ** 16 }, () => 1) };
  t.deepEqual(operatorsOf([long], [1], build), ['Reshape', 'ReduceSumSquare', 'ReduceSum', 'Concat']);
  t.deepEqual(await sumsOf(long), [2 ** 16]);
});
