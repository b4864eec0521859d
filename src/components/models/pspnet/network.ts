import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Encoder, Normalization, SegmentationModel } from '../../../registry/index.ts';
import { featuresOf, encodeFrozen } from '../frozen-encoder.ts';
import { SegmentationHead } from '../segmentation-head.ts';
import { Decoder } from './decoder.ts';
import { checkBins, defaultOutChannels, levelAt } from './widths.ts';

export interface PspNetOptions {
  readonly encoder: Encoder;
  readonly bins: readonly number[];
  readonly dropout: number;
  readonly outChannels: number | undefined;
  readonly classes: number;
  readonly random: Random;
}

/**
 * A network like PSPNet (Zhao et al. 2017), whose widths follow from its encoder. Its state dict has the names of the
 * notebook that the project grew from, such as `decoder.PPM.bins.0.1.weight`.
 */
export class PspNet extends nn.Module implements SegmentationModel {
  readonly normalization: Normalization;
  readonly inputMultiple = 32;
  readonly #encoder: Encoder;
  readonly #levels: readonly [main: number, supp: number];
  readonly #decoder: Decoder;
  readonly #head: SegmentationHead;

  constructor({ encoder, bins, dropout, outChannels, classes, random }: PspNetOptions) {
    super();
    const { levels, normalization } = encoder;
    this.#levels = [levelAt(levels, 8), levelAt(levels, 32)];
    const [mainChannels, suppChannels] = this.#levels.map((index) => levels[index]!.channels) as [number, number];
    checkBins(mainChannels, bins);
    const width = outChannels ?? defaultOutChannels(mainChannels);
    this.normalization = normalization;
    this.#encoder = this.child('encoder', encoder);
    this.#decoder = this.child(
      'decoder',
      new Decoder({ mainChannels, suppChannels, outChannels: width, bins, dropout, random }),
    );
    this.#head = this.child('head', new SegmentationHead(width, classes, random));
  }

  encodeFrozen(images: tf.Tensor4D): tf.Tensor4D[] {
    if (!this.#encoder.frozen) return encodeFrozen(this.#encoder, images);
    return tf.tidy(() => this.#pick(encodeFrozen(this.#encoder, images)));
  }

  forward(encoded: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    const [main, supp] = this.#encoder.frozen ? encoded : this.#pick(featuresOf(this.#encoder, encoded, pass));
    return this.#head.forward(this.#decoder.forward(main!, supp!, pass), pass);
  }

  #pick(features: readonly tf.Tensor4D[]): tf.Tensor4D[] {
    return this.#levels.map((index) => features[index]!);
  }
}
