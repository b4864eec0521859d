import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import { type Enlarge, enlarge } from './enlarge.ts';

export interface PyramidPoolingOptions {
  readonly inChannels: number;
  /** Channels of each grid. */
  readonly outChannels: number;
  /** Side lengths of the grids. */
  readonly bins: readonly number[];
  /** How often the feature itself is passed on: once in the paper, twice in the notebook that the project grew from. */
  readonly copies: number;
  readonly enlarge: Enlarge;
  readonly random: Random;
}

/**
 * Context at several scales (Zhao et al. 2017, section 3.2): each bin pools the whole feature to a grid, mixes its
 * channels and enlarges the result to the feature's size. [N, H, W, in] to [N, H, W, copies * in + bins * out].
 */
export class PyramidPoolingModule extends nn.Module {
  readonly #bins: readonly nn.Layer[];
  readonly #copies: number;
  readonly #enlarge: Enlarge;

  constructor({ inChannels, outChannels, bins, copies, enlarge: how, random }: PyramidPoolingOptions) {
    super();
    [this.#copies, this.#enlarge] = [copies, how];
    this.#bins = bins.map((size, index) =>
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
    const context = this.#bins.map((bin) => enlarge(bin.forward(x, pass), [height, width], this.#enlarge));
    return tf.concat([...Array<tf.Tensor4D>(this.#copies).fill(x), ...context], 3);
  }
}
