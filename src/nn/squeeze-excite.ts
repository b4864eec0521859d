import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../core/random.ts';
import { type Activation, activations } from './activation.ts';
import { Conv2d } from './conv2d.ts';
import { Layer } from './layer.ts';
import type { WeightInit } from './init.ts';

/** What a channel is multiplied by, by PyTorch's names of the functions; each is from 0 to 1. */
const gates = {
  sigmoid: (x: tf.Tensor4D) => tf.sigmoid(x),
  /** relu6(x + 3) / 6 */
  hardsigmoid: (x: tf.Tensor4D) => tf.mul<tf.Tensor4D>(tf.relu6(tf.add(x, 3)), 1 / 6),
};

export interface SqueezeExciteOptions {
  readonly activation: Activation;
  readonly gate: keyof typeof gates;
  readonly random: Random;
  readonly weightInit?: WeightInit;
}

/**
 * Scales each channel by a number from 0 to 1 that follows from the means of all (Hu et al. 2018): [N, H, W, C] to the
 * same shape. Names are timm's, `conv_reduce` and `conv_expand`.
 */
export class SqueezeExcite extends Layer {
  readonly #reduce: Conv2d;
  readonly #expand: Conv2d;
  readonly #activation: Activation;
  readonly #gate: keyof typeof gates;

  constructor(channels: number, squeezedChannels: number, { activation, gate, ...options }: SqueezeExciteOptions) {
    super();
    this.#reduce = this.child('conv_reduce', new Conv2d(channels, squeezedChannels, 1, options));
    this.#expand = this.child('conv_expand', new Conv2d(squeezedChannels, channels, 1, options));
    this.#activation = activation;
    this.#gate = gate;
  }

  override forward(x: tf.Tensor4D): tf.Tensor4D {
    const mean = tf.mean<tf.Tensor4D>(x, [1, 2], true);
    const squeezed = activations[this.#activation](this.#reduce.forward(mean));
    return tf.mul(x, gates[this.#gate](this.#expand.forward(squeezed)));
  }
}
