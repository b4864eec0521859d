import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';

/**
 * Context at several scales (Zhao et al. 2017, section 3.2): each bin pools the whole feature to a grid, mixes its
 * channels and enlarges the result to the feature's size. [N, H, W, in] to [N, H, W, 2 * in + bins * out]. The feature
 * itself is passed on twice, as in the notebook that the project grew from.
 */
export class PyramidPoolingModule extends nn.Module {
  readonly #bins: readonly nn.Layer[];

  constructor(inChannels: number, outChannels: number, binSizes: readonly number[], random: Random) {
    super();
    this.#bins = binSizes.map((size, index) =>
      this.child(
        `bins.${index}`,
        new nn.Sequential(
          new nn.AdaptiveAvgPool2d(size),
          new nn.Conv2d(inChannels, outChannels, 1, { random }),
          new nn.BatchNorm2d(outChannels),
          new nn.ReLU(),
        ),
      ),
    );
  }

  forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    const [, height, width] = x.shape;
    const context = this.#bins.map((bin) => nn.resizeNearest(bin.forward(x, pass), [height, width]));
    return tf.concat([x, x, ...context], 3);
  }
}
