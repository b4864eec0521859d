import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { FeatureLevel } from '../../../registry/index.ts';
import { convNormReLU } from '../conv-norm-relu.ts';
import type { Decoder } from '../encoder-decoder.ts';
import { Aspp } from './aspp.ts';
import { defaultAtrousRates } from './atrous-rates.ts';

export interface DeepLabOptions {
  readonly levels: readonly FeatureLevel[];
  readonly channels: number;
  readonly atrousRates: readonly number[] | undefined;
  readonly random: Random;
}

/** Atrous spatial pyramid pooling of the coarsest level, then a 3x3 convolution, as torchvision's `DeepLabHead`. */
export class DeepLabV3Decoder extends nn.Module implements Decoder {
  readonly levels: readonly number[];
  readonly outChannels: number;
  readonly outStride: number;
  readonly #aspp: Aspp;
  readonly #conv: nn.Layer;

  constructor({ levels, channels, atrousRates, random }: DeepLabOptions) {
    super();
    const coarsest = levels.at(-1)!;
    const rates = atrousRates ?? defaultAtrousRates(coarsest);
    this.levels = [levels.length - 1];
    this.outChannels = channels;
    this.outStride = coarsest.stride;
    this.#aspp = this.child(
      'aspp',
      new Aspp({ inChannels: coarsest.channels, outChannels: channels, rates, separable: false, random }),
    );
    this.#conv = this.child('conv', convNormReLU(channels, channels, 3, { random }));
  }

  forward([feature]: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    return this.#conv.forward(this.#aspp.forward(feature!, pass), pass);
  }
}
