import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import { convNormReLU } from '../conv-norm-relu.ts';
import { enlarge } from '../enlarge.ts';

/**
 * Enlarges a level of the pyramid (Kirillov et al. 2019, figure 3): for each doubling a 3x3 convolution and a bilinear
 * resize; one convolution where nothing is enlarged. [N, H, W, in] to [N, factor * H, factor * W, out].
 */
export class ScaleHead extends nn.Layer {
  readonly #convs: readonly nn.Layer[];
  readonly #doubles: boolean;

  /** `factor` is a power of two. */
  constructor(inChannels: number, outChannels: number, factor: number, random: Random) {
    super();
    this.#doubles = factor > 1;
    const convs = Math.max(1, Math.log2(factor));
    this.#convs = Array.from({ length: convs }, (_, index) =>
      this.child(String(index), convNormReLU(index === 0 ? inChannels : outChannels, outChannels, 3, { random })),
    );
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    return this.#convs.reduce((y, conv) => enlarge(conv.forward(y, pass), this.#doubles ? 2 : 1), x);
  }
}
