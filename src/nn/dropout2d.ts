import * as tf from '@tensorflow/tfjs-core';
import { Layer } from './layer.ts';
import type { Pass } from './module.ts';

/**
 * As `torch.nn.Dropout2d`: in training each (sample, channel) is zeroed with probability `p`, the rest scaled by 1 / (1
 * - p); otherwise, and while it is frozen, it changes nothing.
 */
export class Dropout2d extends Layer {
  readonly p: number;

  constructor(p: number) {
    super();
    this.p = p;
  }

  override forward(x: tf.Tensor4D, { training, random }: Pass): tf.Tensor4D {
    if (!training || this.frozen || this.p === 0) return x;
    const [batch, , , channels] = x.shape;
    const kept = this.p === 1 ? 0 : 1 / (1 - this.p);
    const mask = Float32Array.from({ length: batch * channels }, () => (random.uniform() < this.p ? 0 : kept));
    return tf.mul(x, tf.tensor4d(mask, [batch, 1, 1, channels]));
  }
}
