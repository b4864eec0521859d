import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import { ConvBlock } from '../conv-block.ts';

export interface ResidualBlockOptions {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: number;
  /** What is added to the block's input, one after the other; the last has no activation. */
  readonly layers: readonly ConvBlock[];
  readonly random: Random;
}

/**
 * The block of a ResNet (He et al. 2016): relu(layers(x) + x), [N, H, W, in] to [N, H / stride, W / stride, out]. Where
 * the shapes differ, x goes through a 1x1 convolution, `downsample`.
 */
export class ResidualBlock extends nn.Layer {
  readonly outChannels: number;
  readonly #layers: readonly ConvBlock[];
  readonly #downsample: ConvBlock | undefined;

  constructor({ inChannels, outChannels, stride, layers, random }: ResidualBlockOptions) {
    super();
    this.outChannels = outChannels;
    this.#layers = layers.map((layer) => this.inline(layer));
    if (stride === 1 && inChannels === outChannels) return;
    const shape = { inChannels, outChannels, kernelSize: 1, stride };
    const downsample = new ConvBlock({
      ...shape,
      activation: 'none',
      weightInit: nn.kaimingNormalFanOut,
      random,
    });
    this.#downsample = this.child('downsample', downsample);
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    const y = this.#layers.reduce((input, layer) => layer.forward(input, pass), x);
    return tf.relu(tf.add(y, this.#downsample?.forward(x, pass) ?? x));
  }
}
