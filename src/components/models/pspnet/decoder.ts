import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Enlarge } from './enlarge.ts';
import { PyramidPoolingModule } from './pyramid-pooling-module.ts';
import { SupplementaryModule } from './supplementary-module.ts';
import { UpsampleModule } from './upsample-module.ts';

export interface DecoderOptions {
  /** Channels of the stride-8 feature, a multiple of the number of bins. */
  readonly mainChannels: number;
  /** Channels of the stride-32 feature. */
  readonly suppChannels: number;
  readonly outChannels: number;
  readonly bins: readonly number[];
  /** How often the stride-8 feature is joined with its pooled grids. */
  readonly copies: number;
  readonly enlarge: Enlarge;
  /** Whether each doubling enlarges before its convolution. */
  readonly enlargeFirst: boolean;
  readonly dropout: number;
  readonly random: Random;
}

/** Joins both features and enlarges them to the size of the image: [N, H / 8, W / 8, main] to [N, H, W, out]. */
export class Decoder extends nn.Module {
  readonly #pyramid: PyramidPoolingModule;
  readonly #supplementary: SupplementaryModule;
  readonly #upsample: UpsampleModule;

  constructor(options: DecoderOptions) {
    super();
    const { mainChannels, suppChannels, outChannels, bins, copies, dropout, random } = options;
    const pyramid = { ...options, inChannels: mainChannels, outChannels: mainChannels / bins.length };
    // The copies, the grids and the other feature, each with as many channels.
    const upsample = { ...options, inChannels: (copies + 2) * mainChannels, outChannels };
    this.#pyramid = this.child('PPM', new PyramidPoolingModule(pyramid));
    this.#supplementary = this.child('SM', new SupplementaryModule(suppChannels, mainChannels, dropout, random));
    this.#upsample = this.child('UM', new UpsampleModule(upsample));
  }

  forward(main: tf.Tensor4D, supp: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    const [, height, width] = main.shape;
    const enlarged = nn.resizeBilinear(supp, [height, width], { alignCorners: true });
    const joined = [this.#pyramid.forward(main, pass), this.#supplementary.forward(enlarged, pass)];
    return this.#upsample.forward(tf.concat(joined, 3), pass);
  }
}
