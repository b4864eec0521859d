import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { FeatureLevel } from '../../../registry/index.ts';
import type { Decoder } from '../encoder-decoder.ts';
import { DecoderBlock } from './decoder-block.ts';

/** The expanding path of a U-Net, on any encoder: one block per level, from coarse to fine. */
export class UNetDecoder extends nn.Module implements Decoder {
  readonly levels: readonly number[];
  readonly outChannels: number;
  readonly outStride = 1;
  readonly #blocks: readonly DecoderBlock[];

  /** `widths` as `decoderWidths` gives them. */
  constructor(levels: readonly FeatureLevel[], widths: readonly number[], random: Random) {
    super();
    this.levels = levels.map((_, index) => index);
    this.outChannels = widths.at(-1)!;
    const coarseFirst = levels.toReversed();
    this.#blocks = coarseFirst.map(({ channels, stride }, index) => {
      const inChannels = index === 0 ? channels : widths[index - 1]!;
      const next = coarseFirst[index + 1] ?? image;
      const factor = stride / next.stride;
      return this.child(String(index), new DecoderBlock(inChannels, next.channels, widths[index]!, factor, random));
    });
  }

  forward(features: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    const [coarsest, ...skips] = features.toReversed();
    return this.#blocks.reduce((x, block, index) => block.forward(x, skips.slice(index, index + 1), pass), coarsest!);
  }
}

/** After the finest level comes the image's size, where there is no feature to join. */
const image: FeatureLevel = { stride: 1, channels: 0 };
