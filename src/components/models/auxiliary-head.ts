import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../nn/index.ts';
import type { Random } from '../../core/random.ts';
import type { FeatureLevel } from '../../registry/index.ts';
import { convNormReLU } from './conv-norm-relu.ts';
import { enlarge } from './enlarge.ts';

export interface AuxiliaryHeadOptions {
  /** Level of the encoder, counted from the finest, 0, or back from the coarsest, -1. */
  readonly level: number;
  /** Share of this head's loss in the loss that is trained. */
  readonly weight: number;
  /** By default a quarter of the level's channels, as in torchvision. */
  readonly channels?: number | undefined;
  readonly dropout: number;
}

/**
 * A head on an inner level of the encoder, whose loss helps to train that (Zhao et al. 2017, section 3.3): a 3x3
 * convolution, dropout and a 1x1 convolution, as torchvision's and mmsegmentation's `FCNHead`.
 */
export class AuxiliaryHead extends nn.Layer {
  readonly level: number;
  readonly weight: number;
  readonly #stride: number;
  readonly #layers: nn.Sequential;

  constructor(options: AuxiliaryHeadOptions, level: number, of: FeatureLevel, classes: number, random: Random) {
    super();
    this.level = level;
    this.weight = options.weight;
    this.#stride = of.stride;
    const channels = options.channels ?? Math.max(1, Math.floor(of.channels / 4));
    this.#layers = this.child(
      'layers',
      new nn.Sequential(
        convNormReLU(of.channels, channels, 3, { random }),
        new nn.Dropout2d(options.dropout),
        new nn.Conv2d(channels, classes, 1, { random }),
      ),
    );
  }

  /** [N, H / stride, W / stride, channels] to logits [N, H, W, classes]. */
  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    return enlarge(this.#layers.forward(x, pass), this.#stride);
  }
}
