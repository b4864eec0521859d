import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../nn/index.ts';
import type { Random } from '../../core/random.ts';
import type { Encoder, Normalization, OutputsInTraining, SegmentationModel } from '../../registry/index.ts';
import { AuxiliaryHead, type AuxiliaryHeadOptions } from './auxiliary-head.ts';
import { enlarge } from './enlarge.ts';
import { encodeFrozen, featuresOf } from './frozen-encoder.ts';
import { levelNumber } from './levels.ts';
import { SegmentationHead } from './segmentation-head.ts';

/** Joins an encoder's features into one. */
export interface Decoder extends nn.Module {
  /** Indices of the encoder's levels that `forward` takes, in its order. */
  readonly levels: readonly number[];
  readonly outChannels: number;
  /** Size of the image divided by the size of the output. */
  readonly outStride: number;
  /** One [N, H / stride, W / stride, channels] per level to [N, H / outStride, W / outStride, outChannels]. */
  forward(features: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D;
}

export interface EncoderDecoderOptions {
  readonly encoder: Encoder;
  readonly decoder: Decoder;
  /** Probability of dropping a channel before the segmentation head. */
  readonly dropout: number;
  readonly auxiliaryHeads: readonly AuxiliaryHeadOptions[];
  readonly classes: number;
  readonly random: Random;
}

/**
 * Encoder, decoder, dropout and a head whose logits are enlarged bilinearly to the size of the image, as
 * mmsegmentation's class of this name. Auxiliary heads work in training only.
 */
export class EncoderDecoder extends nn.Module implements SegmentationModel {
  readonly normalization: Normalization;
  readonly inputMultiple: number;
  readonly #encoder: Encoder;
  readonly #decoder: Decoder;
  readonly #dropout: nn.Dropout2d;
  readonly #head: SegmentationHead;
  readonly #auxiliary: readonly AuxiliaryHead[];
  /** Levels that somebody takes: those of a frozen encoder that nobody takes are freed before training's pass. */
  readonly #used: readonly number[];

  constructor({ encoder, decoder, dropout, auxiliaryHeads, classes, random }: EncoderDecoderOptions) {
    super();
    this.normalization = encoder.normalization;
    this.#encoder = this.child('encoder', encoder);
    this.#decoder = this.child('decoder', decoder);
    this.#dropout = this.child('dropout', new nn.Dropout2d(dropout));
    this.#head = this.child('head', new SegmentationHead(decoder.outChannels, classes, random));
    this.#auxiliary = auxiliaryHeads.map((options, index) => {
      const level = levelNumber(encoder.levels, options.level, `model.auxiliary_heads.${index}.level`);
      const head = new AuxiliaryHead(options, level, encoder.levels[level]!, classes, random);
      return this.child(`auxiliary.${index}`, head);
    });
    this.#used = [...new Set([...decoder.levels, ...this.#auxiliary.map(({ level }) => level)])];
    this.inputMultiple = Math.max(...this.#used.map((level) => encoder.levels[level]!.stride));
  }

  get isEncoderFrozen(): boolean {
    return this.#encoder.frozen;
  }

  encodeFrozen(images: tf.Tensor4D): tf.Tensor4D[] {
    if (!this.#encoder.frozen) return encodeFrozen(this.#encoder, images);
    return tf.tidy(() => {
      const features = encodeFrozen(this.#encoder, images);
      return this.#used.map((level) => features[level]!);
    });
  }

  forward(encoded: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    return this.#decode(this.#features(encoded, pass), pass);
  }

  forwardInTraining(encoded: readonly tf.Tensor4D[], pass: nn.Pass): OutputsInTraining {
    const features = this.#features(encoded, pass);
    const logits = this.#decode(features, pass);
    const auxiliary = this.#auxiliary.map((head) => ({
      logits: head.forward(features.get(head.level)!, pass),
      weight: head.weight,
    }));
    return { logits, auxiliary };
  }

  #decode(features: ReadonlyMap<number, tf.Tensor4D>, pass: nn.Pass): tf.Tensor4D {
    const taken = this.#decoder.levels.map((level) => features.get(level)!);
    const decoded = this.#dropout.forward(this.#decoder.forward(taken, pass), pass);
    return enlarge(this.#head.forward(decoded, pass), this.#decoder.outStride);
  }

  /** The features that are used, by the number of their level. */
  #features(encoded: readonly tf.Tensor4D[], pass: nn.Pass): ReadonlyMap<number, tf.Tensor4D> {
    const features = featuresOf(this.#encoder, encoded, pass);
    if (this.#encoder.frozen) return new Map(this.#used.map((level, index) => [level, features[index]!]));
    return new Map(features.entries());
  }
}
