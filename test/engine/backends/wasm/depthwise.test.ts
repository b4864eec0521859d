import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';

await startEngine({ backend: 'wasm' });

test('both gradients of a depthwise convolution, each channel on its own', async (t) => {
  // Channels 1, 3, 5 and 2, 4, 6; windows of two pixels.
  const x = tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 1, 3, 2]);
  const filter = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  const [forInput, forFilter] = tf.grads((a, b) => tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'valid'))(
    [x, filter],
    tf.tensor4d([1, 10, 100, 1000], [1, 1, 2, 2]),
  );
  t.deepEqual([...(await forFilter!.data())], [1 + 300, 20 + 4000, 3 + 500, 40 + 6000]);
  t.deepEqual([...(await forInput!.data())], [1, 20, 100 + 3, 2000 + 40, 300, 4000]);
});
