import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { BatchNorm2d } from '../../../../src/nn/index.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { agrees, filled, gradientOf } from './agree.ts';

const serial = test.serial;

/**
 * Batch norm of a convolution, so that it lies in planes or, with whole blocks, in blocks; by weights that are no ones.
 */
function normalized(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor, channels: number): tf.Tensor {
  const norm = new BatchNorm2d(channels, { eps: 0.1 });
  const filter = filled([1, 1, channels, channels], 'w') as tf.Tensor4D;
  const convolved = tf.add(tf.conv2d(x as tf.Tensor4D, filter, 1, 'same'), 3);
  const own = [norm.weight, norm.bias, norm.runningMean, norm.runningVar];
  Object.assign(norm, { weight, bias });
  const y = norm.forward(convolved as tf.Tensor4D, { training: true, random: createRandom('norm') });
  tf.dispose(own);
  return y;
}

for (const channels of [3, 16]) {
  for (const [name, then] of [
    ['batch norm', (y: tf.Tensor) => y],
    ['batch norm and ReLU', (y: tf.Tensor) => tf.relu(y)],
    ['batch norm, used twice, with ReLU and without', (y: tf.Tensor) => tf.add(tf.relu(y), y)],
  ] as const) {
    serial(`${name} of ${channels} channels and its three gradients agree`, async (t) => {
      const given = () =>
        [filled([2, 5, 7, channels]), filled([channels], 'weight'), filled([channels], 'bias')] as const;
      await agrees(t, () => then(normalized(...given(), channels)));
      await agrees(t, () => gradientOf((x) => then(normalized(x, given()[1], given()[2], channels)), given()[0]));
      await agrees(t, () =>
        gradientOf((weight) => then(normalized(given()[0], weight, given()[2], channels)), given()[1]),
      );
      await agrees(t, () => gradientOf((bias) => then(normalized(given()[0], given()[1], bias, channels)), given()[2]));
    });
  }
}

for (const channels of [3, 16]) {
  serial(`not-a-number passes through batch norm and ReLU of ${channels} channels`, async (t) => {
    await tf.setBackend('onnxruntime');
    const y = tf.tidy(() => {
      const x = tf.fill([2, 3, 3, channels], NaN);
      return tf.relu(normalized(x, tf.ones([channels]), tf.zeros([channels]), channels));
    });
    t.true([...(await y.data())].every(Number.isNaN), 'a diverged loss must show');
    y.dispose();
  });
}

serial('a mean that is large beside the deviation costs no digits', async (t) => {
  await tf.setBackend('onnxruntime');
  const y = tf.tidy(() => {
    const x = tf.tensor4d([4096, 4097, 4098, 4099], [1, 2, 2, 1]);
    const norm = new BatchNorm2d(1, { eps: 0 });
    const whitened = norm.forward(x, { training: true, random: createRandom('norm') });
    norm.dispose();
    return whitened;
  });
  // The deviations are -1.5, -0.5, 0.5 and 1.5, over the root of their mean square, 1.25.
  const expected = [-1.5, -0.5, 0.5, 1.5].map((deviation) => deviation / Math.sqrt(1.25));
  for (const [index, value] of (await y.data()).entries()) t.true(Math.abs(value - expected[index]!) < 1e-6);
  y.dispose();
});
