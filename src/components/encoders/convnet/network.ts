import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Encoder, FeatureLevel } from '../../../registry/index.ts';
import { imageNet } from '../normalization.ts';

export interface ConvNetOptions {
  readonly widths: readonly number[];
  /** 1 or 2; by default 2. */
  readonly firstStride?: number;
  readonly convsPerStage: number;
  readonly random: Random;
}

/**
 * A plain encoder: each stage halves the size with its first convolution, except the first if its stride is 1. Stage k
 * gives the level of stride `firstStride` * 2^k.
 */
export class ConvNet extends nn.Module implements Encoder {
  readonly normalization = imageNet;
  readonly levels: readonly FeatureLevel[];
  readonly #stages: readonly nn.Layer[];

  constructor({ widths, firstStride = 2, convsPerStage, random }: ConvNetOptions) {
    super();
    this.levels = widths.map((channels, index) => ({ stride: firstStride * 2 ** index, channels }));
    this.#stages = widths.map((channels, index) =>
      this.child(
        `stages.${index}`,
        stage(widths[index - 1] ?? 3, channels, index === 0 ? firstStride : 2, convsPerStage, random),
      ),
    );
  }

  forward(images: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D[] {
    const features: tf.Tensor4D[] = [];
    for (const layer of this.#stages) features.push(layer.forward(features.at(-1) ?? images, pass));
    return features;
  }
}

function stage(inChannels: number, outChannels: number, stride: number, convs: number, random: Random): nn.Layer {
  const layers = Array.from({ length: convs }, (_, index) => [
    new nn.Conv2d(index === 0 ? inChannels : outChannels, outChannels, 3, {
      stride: index === 0 ? stride : 1,
      padding: 1,
      bias: false,
      random,
    }),
    new nn.BatchNorm2d(outChannels),
    new nn.ReLU(),
  ]);
  return new nn.Sequential(...layers.flat());
}
