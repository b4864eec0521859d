import type * as tf from '@tensorflow/tfjs-core';
import { TesseraError } from '../../../core/errors/index.ts';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Encoder, FeatureLevel, Normalization, SegmentationModel } from '../../../registry/index.ts';
import { featuresOf, encodeFrozen } from '../frozen-encoder.ts';
import { SegmentationHead } from '../segmentation-head.ts';
import { DecoderBlock } from './decoder-block.ts';

export interface UNetOptions {
  readonly encoder: Encoder;
  readonly decoderWidths: readonly number[] | undefined;
  readonly dropout: number;
  readonly classes: number;
  readonly random: Random;
}

/** A U-Net on any encoder, with one decoder block per level. */
export class UNet extends nn.Module implements SegmentationModel {
  readonly normalization: Normalization;
  readonly inputMultiple: number;
  readonly #encoder: Encoder;
  /** The decoder's blocks, from coarse to fine. */
  readonly #blocks: readonly DecoderBlock[];
  readonly #dropout: nn.Dropout2d;
  readonly #head: SegmentationHead;

  constructor({ encoder, decoderWidths, dropout, classes, random }: UNetOptions) {
    super();
    const widths = blockWidths(encoder.levels, decoderWidths);
    this.normalization = encoder.normalization;
    this.inputMultiple = encoder.levels.at(-1)!.stride;
    this.#encoder = this.child('encoder', encoder);
    this.#blocks = widths.map(({ inChannels, skipChannels, outChannels, factor }, index) =>
      this.child(`decoder.${index}`, new DecoderBlock(inChannels, skipChannels, outChannels, factor, random)),
    );
    this.#dropout = this.child('dropout', new nn.Dropout2d(dropout));
    this.#head = this.child('head', new SegmentationHead(widths.at(-1)!.outChannels, classes, random));
  }

  encodeFrozen(images: tf.Tensor4D): tf.Tensor4D[] {
    return encodeFrozen(this.#encoder, images);
  }

  forward(encoded: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    const features = featuresOf(this.#encoder, encoded, pass).toReversed();
    const decoded = this.#blocks.reduce((x, block, index) => block.forward(x, features[index + 1], pass), features[0]!);
    return this.#head.forward(this.#dropout.forward(decoded, pass), pass);
  }
}

interface BlockWidths {
  readonly inChannels: number;
  readonly skipChannels: number;
  readonly outChannels: number;
  readonly factor: number;
}

/** One block from each level to the next finer one. The last block's output has the image's size, and no skip. */
function blockWidths(levels: readonly FeatureLevel[], decoderWidths: readonly number[] | undefined): BlockWidths[] {
  const coarseFirst = levels.toReversed();
  const defaults = coarseFirst.map((level, index) => coarseFirst[index + 1]?.channels ?? level.channels);
  const outChannels = decoderWidths ?? defaults;
  if (outChannels.length !== levels.length) throw wrongWidths(levels.length, outChannels.length);
  return coarseFirst.map((level, index) => ({
    inChannels: index === 0 ? level.channels : outChannels[index - 1]!,
    skipChannels: coarseFirst[index + 1]?.channels ?? 0,
    outChannels: outChannels[index]!,
    factor: level.stride / (coarseFirst[index + 1]?.stride ?? 1),
  }));
}

function wrongWidths(expected: number, got: number): TesseraError {
  return new TesseraError({
    code: 'bad-value',
    path: 'model.decoder_widths',
    message: `decoder_widths must have one entry per encoder level, ${expected} here; got ${got}`,
  });
}
