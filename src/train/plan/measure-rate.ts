import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../nn/index.ts';
import { createRandom } from '../../random.ts';

const [batch, size, channels] = [2, 32, 64];
const layers = 2;
/** Each layer's forward pass and filter gradient, and the gradient of all inputs but the first. */
const products = 3 * layers - 1;
const multiplyAdds = products * batch * size ** 2 * 9 * channels ** 2;
const milliseconds = 300;

/**
 * Multiply-adds a second on TensorFlow.js's active backend, in what segmentation networks are made of: forward pass
 * and gradient of 3x3 convolutions with batch norm and ReLU.
 */
export async function measureRate(): Promise<number> {
  const random = createRandom('rate');
  const parts = Array.from({ length: layers }, () => [
    new nn.Conv2d(channels, channels, 3, { padding: 1, bias: false, random }),
    new nn.BatchNorm2d(channels),
    new nn.ReLU(),
  ]);
  const net = new nn.Sequential(...parts.flat());
  const x = tf.ones<tf.Rank.R4>([batch, size, size, channels]);
  try {
    await step(net, x);
    const start = performance.now();
    let steps = 0;
    for (; performance.now() - start < milliseconds; steps++) await step(net, x);
    return (steps * multiplyAdds) / ((performance.now() - start) / 1000);
  } finally {
    net.dispose();
    x.dispose();
  }
}

async function step(net: nn.Sequential, x: tf.Tensor4D): Promise<void> {
  const random = createRandom('rate');
  const { value, grads } = tf.tidy(() => tf.variableGrads(() => tf.mean(net.forward(x, { training: true, random }))));
  await Promise.all([value, ...Object.values(grads)].map((tensor) => tensor.data()));
  tf.dispose([value, grads]);
}
