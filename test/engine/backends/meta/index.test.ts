import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { startEngine } from '../../../../src/engine/index.ts';
import { startMeta } from '../../../../src/engine/backends/meta/index.ts';

type Op = () => tf.Tensor | tf.Tensor[];

/** One of each family of kernels, forward or back; each is given what it needs anew, on the backend that is active. */
const ops: Readonly<Record<string, Op>> = {
  'a convolution with strides': () => tf.conv2d(tf.ones<tf.Rank.R4>([2, 9, 7, 3]), tf.ones([3, 3, 3, 5]), 2, 'same'),
  'a fused depthwise convolution': () =>
    tf.fused.depthwiseConv2d({
      x: tf.ones<tf.Rank.R4>([1, 8, 8, 4]),
      filter: tf.ones([3, 3, 4, 1]),
      strides: 2,
      pad: 'valid',
      activation: 'relu6',
    }),
  'the gradients of a convolution': () =>
    tf.grads((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'valid'))([
      tf.ones([1, 6, 6, 2]),
      tf.ones([3, 3, 2, 4]),
    ]),
  'a transposed convolution': () =>
    tf.conv2dTranspose(tf.ones<tf.Rank.R4>([1, 4, 4, 3]), tf.ones([3, 3, 2, 3]), [1, 8, 8, 2], 2, 'same'),
  'a product of batches': () => tf.matMul(tf.ones([1, 3, 4]), tf.ones([5, 6, 4]), false, true),
  pooling: () => [
    tf.maxPool(tf.ones<tf.Rank.R4>([1, 9, 9, 2]), 3, 2, 'same'),
    tf.avgPool(tf.ones<tf.Rank.R4>([1, 9, 9, 2]), 2, 2, 'valid'),
  ],
  'resizing and its gradient': () =>
    tf.grad((x) => tf.image.resizeBilinear(x as tf.Tensor4D, [8, 12]))(tf.ones([1, 4, 4, 2])),
  'a broadcast comparison': () => tf.greater(tf.ones([4, 1, 3]), tf.ones([2, 1])),
  reductions: () => [
    tf.sum(tf.ones([2, 3, 4]), [0, 2]),
    tf.mean(tf.ones([2, 3]), 1, true),
    tf.argMax(tf.ones([2, 3, 4]), -1),
  ],
  'moving and joining': () => [
    tf.transpose(tf.ones([2, 3, 4]), [2, 0, 1]),
    tf.concat([tf.ones([2, 3]), tf.ones([2, 5])], 1),
    tf.stack([tf.ones([2]), tf.ones([2])]),
    ...tf.split(tf.ones([2, 6]), 3, 1),
  ],
  'cutting and padding': () => [
    tf.slice(tf.ones([5, 5]), [1, 2], [3, -1]),
    tf.stridedSlice(tf.ones([9]), [1], [9], [3]),
    tf.pad(tf.ones([2, 2]), [
      [1, 2],
      [0, 3],
    ]),
    tf.tile(tf.ones([2, 2]), [2, 3]),
  ],
  'one-hot labels': () => tf.oneHot(tf.zeros([2, 3], 'int32'), 4),
  'picking and sorting': () => [
    tf.gather(tf.ones([5, 3]), tf.tensor1d([0, 2], 'int32')),
    ...Object.values(tf.topk(tf.ones([2, 7]), 3)),
  ],
  views: () => [
    tf.reshape(tf.ones([2, 6]), [3, -1]),
    tf.expandDims(tf.ones([2, 3]), 1),
    tf.squeeze(tf.ones([1, 3, 1])),
  ],
};

const describe = (result: tf.Tensor | tf.Tensor[]) =>
  [result].flat().map(({ shape, dtype }) => `${dtype}[${shape.join()}]`);

for (const [name, op] of Object.entries(ops)) {
  test.serial(`shapes and types of ${name} are those of a real backend`, async (t) => {
    await startMeta();
    const planned = tf.tidy(() => describe(op()) as unknown as tf.TensorContainer);
    await startEngine({ backend: 'wasm' });
    t.deepEqual(
      planned,
      tf.tidy(() => describe(op()) as unknown as tf.TensorContainer),
    );
  });
}

test.serial('it counts multiply-adds, and the bytes that are alive', async (t) => {
  const backend = await startMeta();
  const kernels: [string, number][] = [];
  backend.onKernel = (name, multiplyAdds) => kernels.push([name, multiplyAdds]);
  const before = backend.bytes;
  const [a, b] = [tf.fill([2, 3], 1), tf.fill([4, 3], 1)];
  const product = tf.matMul(a, b, false, true);
  const view = tf.reshape(product, [8]);
  backend.onKernel = () => undefined;
  t.deepEqual(kernels, [
    ['Fill', 0],
    ['Fill', 0],
    ['BatchMatMul', 2 * 4 * 3],
  ]);
  t.is(backend.bytes - before, 4 * (6 + 12 + 8));
  tf.dispose([a, b, product]);
  t.is(backend.bytes - before, 4 * 8, 'a view keeps the data');
  view.dispose();
  t.is(backend.bytes, before);
});

test.serial('numbers that are read are zeros', async (t) => {
  await startMeta();
  const x = tf.add(tf.tensor1d([1, 2, 3]), 1);
  t.deepEqual([...(await x.data())], [0, 0, 0]);
  x.dispose();
});

test.serial('what another backend made can be used', async (t) => {
  await startEngine({ backend: 'wasm' });
  const x = tf.ones([2, 2]);
  await startMeta();
  const y = tf.relu(x);
  t.deepEqual(y.shape, [2, 2]);
  tf.dispose([x, y]);
});
