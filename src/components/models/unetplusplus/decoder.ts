import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { FeatureLevel } from '../../../registry/index.ts';
import type { Decoder } from '../encoder-decoder.ts';
import { DecoderBlock } from '../unet/decoder-block.ts';

/**
 * The nested decoder of U-Net++ (Zhou et al. 2018, section 3.1). Its node `x_i_j` is X^{i,j} of the paper: at level i,
 * counted from the finest, it joins X^{i,0}, which is the encoder's feature, to X^{i,j-1} with the enlarged
 * X^{i+1,j-1}. A last block enlarges the finest level's last node to the image's size, as segmentation_models.pytorch
 * does.
 */
export class UNetPlusPlusDecoder extends nn.Module implements Decoder {
  readonly levels: readonly number[];
  readonly outChannels: number;
  readonly outStride = 1;
  /** `nodes[j - 1][i]` is X^{i,j}. */
  readonly #nodes: readonly (readonly DecoderBlock[])[];
  readonly #last: DecoderBlock;

  /** `widths` as `decoderWidths` gives them: of the nodes of each level but the coarsest, then of the last block. */
  constructor(levels: readonly FeatureLevel[], widths: readonly number[], random: Random) {
    super();
    this.levels = levels.map((_, index) => index);
    this.outChannels = widths.at(-1)!;
    const widthOf = (level: number) => widths[levels.length - 2 - level]!;
    const channelsOf = (level: number, column: number) => (column === 0 ? levels[level]!.channels : widthOf(level));
    const finerLevels = levels.slice(0, -1);
    this.#nodes = finerLevels.map((_, index) => {
      const column = index + 1;
      return finerLevels.slice(0, finerLevels.length - index).map(({ channels, stride }, level) => {
        const skipChannels = channels + (column - 1) * widthOf(level);
        const factor = levels[level + 1]!.stride / stride;
        const below = channelsOf(level + 1, column - 1);
        return this.child(
          `x_${level}_${column}`,
          new DecoderBlock(below, skipChannels, widthOf(level), factor, random),
        );
      });
    });
    const finest = channelsOf(0, finerLevels.length);
    this.#last = this.child('last', new DecoderBlock(finest, 0, this.outChannels, levels[0]!.stride, random));
  }

  forward(features: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    /** At each level, its nodes so far. */
    const rows = features.map((feature) => [feature]);
    for (const [index, column] of this.#nodes.entries()) {
      const made = column.map((node, level) => node.forward(rows[level + 1]![index]!, rows[level]!, pass));
      for (const [level, y] of made.entries()) rows[level]!.push(y);
    }
    return this.#last.forward(rows[0]!.at(-1)!, [], pass);
  }
}
