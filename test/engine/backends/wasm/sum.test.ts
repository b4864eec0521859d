import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

test('sums over leading axes are right for infinite, empty and indivisible rows, and never finite for NaN', async (t) => {
  const sum = async (values: number[], rows: number) => [...(await tf.sum(tf.tensor2d(values, [rows, 2]), 0).data())];
  t.deepEqual(await sum([2, 1, 2, Infinity, 1, 1], 3), [5, Infinity]);
  t.false(Number.isFinite((await sum([NaN, 1, 2, 3, 1, 1], 3))[0]));
  t.deepEqual(
    (await sum([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], 7)).map((value) => Number(value.toPrecision(6))),
    [49, 56],
  );
  t.deepEqual(await sum([], 0), [0, 0]);
});
test('other axes, all axes and kept dimensions', async (t) => {
  const x = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2]);
  const sum = async (axes: number[] | undefined, keepDims = false) => {
    const y = tf.sum(x, axes, keepDims);
    return [y.shape.join(), ...(await y.data())];
  };
  t.deepEqual(await sum([1]), ['2,2', 9, 12, 27, 30]);
  t.deepEqual(await sum([1, 0], true), ['1,1,2', 36, 42]);
  t.deepEqual(await sum([0]), ['3,2', 8, 10, 12, 14, 16, 18]);
  t.deepEqual(await sum(undefined), ['', 78]);
});

test('whole numbers are summed as whole numbers', async (t) => {
  const y = tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), 0);
  t.is(y.dtype, 'int32');
  t.deepEqual([...(await y.data())], [4, 6]);
});

const ratio = async (y: tf.Tensor, exact: number) => Math.abs((await y.data())[0]! / exact - 1);

test('16 million equal numbers have the sum and the mean that they have', async (t) => {
  const x = tf.fill([16 * 1024 * 1024], 0.7);
  t.true((await ratio(tf.sum(x), x.size * Math.fround(0.7))) < 1e-7);
  t.true((await ratio(tf.mean(x), Math.fround(0.7))) < 1e-7);
  const columns = tf.reshape(x, [-1, 4]);
  t.true((await ratio(tf.sum(columns, 0), (x.size / 4) * Math.fround(0.7))) < 1e-6);
  x.dispose();
});

test('long sums over axes anywhere, in parts of many and of one', async (t) => {
  for (const [shape, axes] of [
    [[3, 1009, 5], [1]],
    [[3, 256, 5], [1]],
    [
      [2, 200, 3, 2],
      [0, 1, 3],
    ],
    [
      [300, 2],
      [0, 1],
    ],
    [[2, 301], [1]],
    [[130, 5000], [0]],
  ] as const) {
    const size = shape.reduce<number>((product, length) => product * length, 1);
    const x = tf.tensor(
      Array.from({ length: size }, (_, index) => (index % 7) - 2),
      [...shape],
    );
    const whole = tf.sum(tf.cast(x, 'int32'), [...axes]);
    const y = tf.sum(x, [...axes]);
    t.deepEqual(y.shape, whole.shape);
    const [actual, expected] = [await y.data(), await whole.data()];
    t.true(
      actual.every((value, index) => Math.abs(value - expected[index]!) < 1e-2),
      shape.join(),
    );
    t.deepEqual(
      tf.sum(x, [...axes], true).shape,
      shape.map((length, axis) => ((axes as readonly number[]).includes(axis) ? 1 : length)),
    );
  }
});

test('no tensor stays of a sum', (t) => {
  const x = tf.ones([300, 40]);
  const before = tf.memory();
  tf.tidy(() => [tf.sum(x, 0), tf.sum(x, 1), tf.sum(x), tf.mean(x, 0)].length);
  t.is(tf.memory().numTensors, before.numTensors);
  t.is(tf.memory().numDataBuffers, before.numDataBuffers);
});

test('the mean of whole numbers is not a whole number', async (t) => {
  const y = tf.mean(tf.tensor1d([1, 2, 4], 'int32'));
  t.is(y.dtype, 'float32');
  t.true(Math.abs((await y.data())[0]! - 7 / 3) < 1e-6);
});
