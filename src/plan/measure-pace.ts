import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../nn/index.ts';
import { createRandom } from '../core/random.ts';

export interface Pace {
  /** Multiply-adds per second. */
  readonly rate: number;
  /** Seconds per step that each layer takes, however small it is. */
  readonly layerOverhead: number;
}

interface Measured {
  readonly batch: number;
  readonly size: number;
  readonly channels: number;
}

const layers = 2;
const milliseconds = 300;
const usual: Measured = { batch: 2, size: 32, channels: 64 };
/** So small that only overhead remains. */
const tiny: Measured = { batch: 1, size: 2, channels: 2 };

/**
 * Measures the active TensorFlow.js backend on a step of typical layers of segmentation networks: forward pass and
 * gradient of 3x3 convolutions with batch norm and ReLU.
 */
export async function measurePace(): Promise<Pace> {
  const layerOverhead = (await secondsPerStep(tiny)) / layers;
  const { batch, size, channels } = usual;
  // Each layer has a forward pass and a filter gradient; all but the first have an input gradient.
  const multiplyAdds = (3 * layers - 1) * batch * size ** 2 * 9 * channels ** 2;
  const seconds = await secondsPerStep(usual);
  return { layerOverhead, rate: multiplyAdds / Math.max(seconds - layers * layerOverhead, seconds / 2) };
}

async function secondsPerStep({ batch, size, channels }: Measured): Promise<number> {
  const random = createRandom('pace');
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
    return (performance.now() - start) / 1000 / steps;
  } finally {
    net.dispose();
    x.dispose();
  }
}

async function step(net: nn.Sequential, x: tf.Tensor4D): Promise<void> {
  const random = createRandom('pace');
  const { value, grads } = tf.tidy(() => tf.variableGrads(() => tf.mean(net.forward(x, { training: true, random }))));
  await Promise.all([value, ...Object.values(grads)].map((tensor) => tensor.data()));
  tf.dispose([value, grads]);
}
