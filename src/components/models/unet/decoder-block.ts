import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';

/**
 * A block of a U-Net's decoder (Ronneberger et al. 2015): enlarges by repeating pixels, joins features of that size,
 * and mixes all with two 3x3 convolutions. [N, H, W, in] and skips [N, f * H, f * W, ...], which have `skipChannels` in
 * all, to [N, f * H, f * W, out], where f is the factor.
 */
export class DecoderBlock extends nn.Module {
  readonly #convs: nn.Sequential;
  readonly #factor: number;

  constructor(inChannels: number, skipChannels: number, outChannels: number, factor: number, random: Random) {
    super();
    this.#factor = factor;
    this.#convs = this.child(
      'convs',
      new nn.Sequential(
        new nn.Conv2d(inChannels + skipChannels, outChannels, 3, { padding: 1, bias: false, random }),
        new nn.BatchNorm2d(outChannels),
        new nn.ReLU(),
        new nn.Conv2d(outChannels, outChannels, 3, { padding: 1, bias: false, random }),
        new nn.BatchNorm2d(outChannels),
        new nn.ReLU(),
      ),
    );
  }

  forward(x: tf.Tensor4D, skips: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    const [, height, width] = x.shape;
    const enlarged = nn.resizeNearest(x, [height * this.#factor, width * this.#factor]);
    return this.#convs.forward(skips.length > 0 ? tf.concat([enlarged, ...skips], 3) : enlarged, pass);
  }
}
