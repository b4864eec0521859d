import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { processorCompiler } from '../../../../src/engine/backends/onnxruntime/processor.ts';
import { publicSessions } from '../../../../src/engine/backends/onnxruntime/public-session.ts';
import { registerGradients } from '../../../../src/engine/gradients/index.ts';
import { LazyBackend } from '../../../../src/engine/recording/lazy-backend.ts';
import { registerKernels } from '../../../../src/engine/recording/register-kernels.ts';
import { SessionCache } from '../../../../src/engine/recording/session-cache.ts';

registerGradients();
const backend = new LazyBackend(
  'public',
  new SessionCache(processorCompiler(publicSessions(), 1, { blockSize: 1 }), 2),
);
tf.registerBackend('public', () => backend);
registerKernels('public', backend);
test.before(() => tf.setBackend('public'));

test.serial('a convolution and its gradient are computed by sessions that are waited for', async (t) => {
  const [y, gradient] = tf.tidy((): [tf.Tensor, tf.Tensor] => {
    const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    const sum = (input: tf.Tensor) => tf.sum(tf.square(tf.conv2d(input as tf.Tensor4D, ones(), 1, 'valid')));
    return [sum(x), tf.grad(sum)(x)];
  });
  // The window's sum is 10, its square 100, and the slope of the square 2 * 10 for every pixel.
  t.deepEqual([...(await y.data())], [100]);
  t.deepEqual([...(await gradient.data())], [20, 20, 20, 20]);
  tf.dispose([y, gradient]);
});

test.serial('tensors that are read at the same time, or recorded meanwhile, all get their numbers', async (t) => {
  const [a, b] = [tf.add(1, 2), tf.mul(3, 4)];
  const reading = Promise.all([a.data(), b.data()]);
  await new Promise((resolve) => setImmediate(resolve));
  const c = tf.add(a, b);
  t.deepEqual(
    (await reading).map(([value]) => value),
    [3, 12],
  );
  t.is((await c.data())[0], 15);
  tf.dispose([a, b, c]);
});

test.serial('a kernel that another backend would have to run in the middle is refused, and says why', async (t) => {
  const sum = tf.add<tf.Tensor3D>(tf.tensor3d([[[3, 1, 2]]]), 1);
  t.throws(() => tf.localResponseNormalization(sum, 1), { message: /must be waited for/ });
  t.deepEqual([...(await sum.data())], [4, 2, 3]);
  sum.dispose();
});

function ones(): tf.Tensor4D {
  return tf.ones([2, 2, 1, 1]);
}
