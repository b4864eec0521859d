import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import { convNormReLU } from '../conv-norm-relu.ts';
import { Aspp } from '../deeplabv3/aspp.ts';
import { defaultAtrousRates } from '../deeplabv3/atrous-rates.ts';
import type { DeepLabOptions } from '../deeplabv3/decoder.ts';
import { separableConv } from '../deeplabv3/separable-conv.ts';
import type { Decoder } from '../encoder-decoder.ts';
import { enlarge } from '../enlarge.ts';
import { levelOfStride } from '../levels.ts';

export interface DeepLabV3PlusOptions extends DeepLabOptions {
  /** Channels to which the level of stride 4 is reduced. */
  readonly lowLevelChannels: number;
}

/**
 * The decoder of DeepLabV3+ (Chen et al. 2018, figure 2): the coarsest level after atrous spatial pyramid pooling,
 * enlarged to stride 4 and joined with that level, then two 3x3 convolutions. Those and the atrous ones are depthwise
 * separable, as in the paper and in mmsegmentation.
 */
export class DeepLabV3PlusDecoder extends nn.Module implements Decoder {
  readonly levels: readonly number[];
  readonly outChannels: number;
  readonly outStride = 4;
  readonly #aspp: Aspp;
  readonly #lowLevel: nn.Layer;
  readonly #fuse: nn.Sequential;
  readonly #factor: number;

  /** @throws TesseraError `bad-value` if the encoder has no level of stride 4 */
  constructor({ levels, channels, lowLevelChannels, atrousRates, random }: DeepLabV3PlusOptions) {
    super();
    const fine = levelOfStride(levels, this.outStride, 'deeplabv3plus');
    const coarsest = levels.at(-1)!;
    const rates = atrousRates ?? defaultAtrousRates(coarsest);
    this.levels = [fine, levels.length - 1];
    this.outChannels = channels;
    this.#factor = coarsest.stride / this.outStride;
    this.#aspp = this.child(
      'aspp',
      new Aspp({ inChannels: coarsest.channels, outChannels: channels, rates, separable: true, random }),
    );
    this.#lowLevel = this.child('low_level', convNormReLU(levels[fine]!.channels, lowLevelChannels, 1, { random }));
    this.#fuse = this.child(
      'fuse',
      new nn.Sequential(
        separableConv(channels + lowLevelChannels, channels, 3, { random }),
        separableConv(channels, channels, 3, { random }),
      ),
    );
  }

  forward([fine, coarsest]: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    const context = enlarge(this.#aspp.forward(coarsest!, pass), this.#factor);
    return this.#fuse.forward(tf.concat([context, this.#lowLevel.forward(fine!, pass)], 3), pass);
  }
}
