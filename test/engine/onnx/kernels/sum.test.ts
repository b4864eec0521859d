import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { sum } from '../../../../src/engine/onnx/kernels/sum.ts';
import { startEngine } from '../../../../src/engine/index.ts';
import { operatorsOf, run } from '../run-lowering.ts';

const operators = (shape: number[], axes: number[], options: { keepDims?: boolean; mean?: boolean } = {}) => {
  const values = shape.reduce((product, size) => product * size, 1);
  return operatorsOf([{ shape, values: Array<number>(values).fill(1) }], [], (lowering) =>
    sum(lowering, 'i0', shape, { axes, keepDims: false, mean: false, ...options }),
  );
};

test('a short sum is one node, a long one is added in float32 and then in float64', (t) => {
  t.deepEqual(operators([2, 128], [1]), ['ReduceSum']);
  t.deepEqual(operators([128], [0], { mean: true }), ['ReduceMean']);
  const long = ['Reshape', 'ReduceSum', 'Cast', 'ReduceSum', 'Cast'];
  t.deepEqual(operators([2, 129], [1]), long);
  t.deepEqual(operators([2, 129], [1], { mean: true }), long.toSpliced(4, 0, 'Div'));
  t.deepEqual(operators([2, 129], [1], { keepDims: true }), [...long, 'Reshape']);
});

test('any axes of any length, with and without their dimensions', async (t) => {
  const shape = [3, 5, 13, 4];
  const values = Array.from({ length: 3 * 5 * 13 * 4 }, (_, index) => (index % 11) - 3);
  for (const axes of [[0, 1, 2, 3], [0, 1, 2], [1, 2, 3], [0, 2, 3], [0, 1, 3], [1, 2], [3]]) {
    const reduced = shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const expected = Array<number>(reduced.reduce((product, size) => product * size, 1)).fill(0);
    for (const [index, value] of values.entries()) {
      const at = [Math.floor(index / 260), Math.floor(index / 52) % 5, Math.floor(index / 4) % 13, index % 4];
      expected[at.reduce((to, place, axis) => to * reduced[axis]! + (axes.includes(axis) ? 0 : place), 0)]! += value;
    }
    const count = values.length / expected.length;
    const kept = shape.filter((_, axis) => !axes.includes(axis));
    const compute = (keepDims: boolean, mean: boolean) =>
      run([{ shape, values }], keepDims ? reduced : kept, (lowering) =>
        sum(lowering, 'i0', shape, { axes, keepDims, mean }),
      );
    t.deepEqual(await compute(false, false), expected, axes.join());
    t.deepEqual(await compute(true, false), expected, axes.join());
    t.deepEqual(
      await compute(false, true),
      expected.map((total) => Math.fround(total / count)),
      axes.join(),
    );
  }
});

test.serial('16 million equal numbers have the sum and the mean that they have', async (t) => {
  await startEngine({ backend: 'onnxruntime', threads: 1 });
  const count = 16 * 1024 * 1024;
  const relative = async (y: tf.Tensor, exact: number) => Math.abs((await y.data())[0]! / exact - 1);
  const x = tf.fill([count], 0.7);
  t.true((await relative(tf.sum(x), count * Math.fround(0.7))) < 5e-7);
  t.true((await relative(tf.mean(x), Math.fround(0.7))) < 5e-7);
  const columns = tf.reshape(x, [count / 4, 4]);
  t.true((await relative(tf.sum(columns, 0), (count / 4) * Math.fround(0.7))) < 1e-6);
  const prime = tf.fill([1_000_003], 0.7);
  t.true((await relative(tf.sum(prime), 1_000_003 * Math.fround(0.7))) < 5e-7);
});
