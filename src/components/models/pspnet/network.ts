import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Encoder, Normalization, SegmentationModel } from '../../../registry/index.ts';
import { featuresOf, encodeFrozen } from '../frozen-encoder.ts';
import { SegmentationHead } from '../segmentation-head.ts';
import { Decoder, type DecoderOptions } from './decoder.ts';
import { checkBins, defaultOutChannels, levelsOf } from './widths.ts';

export interface PspNetOptions extends Pick<
  DecoderOptions,
  'bins' | 'copies' | 'enlarge' | 'enlargeFirst' | 'dropout'
> {
  readonly encoder: Encoder;
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
  readonly inputMultiple: number;
  readonly #encoder: Encoder;
  readonly #levels: readonly [main: number, supp: number];
  readonly #decoder: Decoder;
  readonly #head: SegmentationHead;

  constructor(options: PspNetOptions) {
    super();
    const { encoder, bins, outChannels, classes, random } = options;
    const { levels, normalization } = encoder;
    this.#levels = levelsOf(levels);
    const [mainChannels, suppChannels] = this.#levels.map((index) => levels[index]!.channels) as [number, number];
    checkBins(mainChannels, bins);
    const width = outChannels ?? defaultOutChannels(mainChannels);
    this.normalization = normalization;
    this.inputMultiple = levels[this.#levels[1]]!.stride;
    this.#encoder = this.child('encoder', encoder);
    const decoder = new Decoder({ ...options, mainChannels, suppChannels, outChannels: width });
    this.#decoder = this.child('decoder', decoder);
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
