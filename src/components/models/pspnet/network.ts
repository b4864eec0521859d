import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Encoder, Normalization, SegmentationModel } from '../../../registry/index.ts';
import { featuresOf, prepareWith } from '../prepare.ts';
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

  prepare(images: tf.Tensor4D): tf.Tensor4D[] {
    if (!this.#encoder.frozen) return prepareWith(this.#encoder, images);
    return tf.tidy(() => this.#pick(prepareWith(this.#encoder, images)));
  }

  forward(prepared: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    const [main, supp] = this.#encoder.frozen ? prepared : this.#pick(featuresOf(this.#encoder, prepared, pass));
    return this.#head.forward(this.#decoder.forward(main!, supp!, pass), pass);
  }

  #pick(features: readonly tf.Tensor4D[]): tf.Tensor4D[] {
    return this.#levels.map((index) => features[index]!);
  }
}
