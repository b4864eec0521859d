import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

test('both gradients of a convolution come from the kernels of this backend', async (t) => {
  // A row of 1 to 5; windows at 0 and 2 see 1, 2 and 3, 4.
  const x = tf.tensor4d([1, 2, 3, 4, 5], [1, 1, 5, 1]);
  const filter = tf.tensor4d([10, 1], [1, 2, 1, 1]);
  const [forInput, forFilter] = tf.grads((a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, [1, 2], 'valid'))(
    [x, filter],
    tf.tensor4d([1, 100], [1, 1, 2, 1]),
  );
  t.deepEqual([...(await forInput!.data())], [10, 1, 1000, 100, 0]);
  t.deepEqual([...(await forFilter!.data())], [1 + 300, 2 + 400]);
});

test('channels first is refused by name, where the shipped backend would compute something else', (t) => {
  const [dy, filter] = [tf.ones<tf.Rank.R4>([1, 1, 2, 2]), tf.ones<tf.Rank.R4>([1, 1, 1, 1])];
  const attrs = { inputShape: [1, 1, 2, 2], strides: 1, pad: 'valid', dataFormat: 'NCHW' };
  const kernel = tf.getKernel('Conv2DBackpropInput', 'wasm').kernelFunc;
  t.throws(() => kernel({ inputs: { dy, filter }, attrs, backend: tf.backend() }), {
    message: /NHWC only, got NCHW/,
  });
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
