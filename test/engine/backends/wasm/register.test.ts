import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

test('the wasm backend has every kernel that the gradients of convolutions and gather call', (t) => {
  const names = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
  const needed = [
    'Conv2DBackpropFilter',
    'Conv2DBackpropInput',
    'DepthwiseConv2dNativeBackpropFilter',
    'DepthwiseConv2dNativeBackpropInput',
    'UnsortedSegmentSum',
  ];
  t.deepEqual(
    needed.filter((name) => !names.includes(name)),
    [],
  );
});

test('a matrix and a reshaped view of the same data are not taken for each other', async (t) => {
  const b = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
  const first = tf.matMul(tf.tensor2d([1, 1], [1, 2]), b);
  const second = tf.matMul(tf.tensor2d([1, 1, 1], [1, 3]), tf.reshape<tf.Rank.R2>(b, [3, 2]));
  t.deepEqual([...(await first.data())], [5, 7, 9]);
  t.deepEqual([...(await second.data())], [9, 12]);
});

test('a product whose batches both broadcast pairs every matrix of one with every matrix of the other', async (t) => {
  const a = tf.tensor4d([1, 2, 3, 4], [2, 1, 1, 2]);
  const b = tf.tensor3d([1, 0, 0, 1, 2, 2], [3, 2, 1]);
  const product = tf.matMul<tf.Tensor>(a, b);
  t.deepEqual(product.shape, [2, 3, 1, 1]);
  t.deepEqual([...(await product.data())], [1, 2, 6, 3, 4, 14]);
});

test('rows with a negative segment are left out, and segments of matrices keep the rest of the shape', async (t) => {
  const x = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
  const sums = tf.unsortedSegmentSum(x, tf.tensor1d([2, -1], 'int32'), 3);
  t.deepEqual(sums.shape, [3, 2, 2]);
  t.deepEqual([...(await sums.data())], [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
});

test('a padding larger than the kernel gives the same input gradient as padding first', async (t) => {
  const x = tf.tensor4d(
    Float32Array.from({ length: 20 }, (_, index) => Math.sin(index)),
    [1, 5, 4, 1],
  );
  const w = tf.tensor4d([1, -2, 3, 4], [2, 2, 1, 1]);
  const squared = (y: tf.Tensor) => tf.sum(tf.square(y));
  const inside = tf.grad((image) => squared(tf.conv2d(image as tf.Tensor4D, w, 1, 3)))(x);
  const outside = tf.grad((image) =>
    squared(
      tf.conv2d(
        tf.pad(image as tf.Tensor4D, [
          [0, 0],
          [3, 3],
          [3, 3],
          [0, 0],
        ]),
        w,
        1,
        'valid',
      ),
    ),
  )(x);
  const [a, b] = [await inside.data(), await outside.data()];
  t.true(b.every((value, index) => Math.abs(value - a[index]!) < 1e-4));
});

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
