import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
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
  readonly dropout: number;
  readonly random: Random;
}

/** Joins both features and enlarges them to the size of the image: [N, H / 8, W / 8, main] to [N, H, W, out]. */
export class Decoder extends nn.Module {
  readonly #pyramid: PyramidPoolingModule;
  readonly #supplementary: SupplementaryModule;
  readonly #upsample: UpsampleModule;

  constructor({ mainChannels, suppChannels, outChannels, bins, dropout, random }: DecoderOptions) {
    super();
    const binChannels = mainChannels / bins.length;
    this.#pyramid = this.child('PPM', new PyramidPoolingModule(mainChannels, binChannels, bins, random));
    this.#supplementary = this.child('SM', new SupplementaryModule(suppChannels, mainChannels, dropout, random));
    this.#upsample = this.child('UM', new UpsampleModule(4 * mainChannels, outChannels, random));
  }

  forward(main: tf.Tensor4D, supp: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    const [, height, width] = main.shape;
    const enlarged = nn.resizeBilinear(supp, [height, width], { alignCorners: true });
    const joined = [this.#pyramid.forward(main, pass), this.#supplementary.forward(enlarged, pass)];
    return this.#upsample.forward(tf.concat(joined, 3), pass);
  }
}
