import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { FeatureLevel } from '../../../registry/index.ts';
import type { Decoder } from '../encoder-decoder.ts';
import { levelOfStride } from '../levels.ts';
import { ScaleHead } from './scale-head.ts';

export interface FpnDecoderOptions {
  readonly levels: readonly FeatureLevel[];
  readonly pyramidChannels: number;
  readonly segmentationChannels: number;
  readonly random: Random;
}

/**
 * A feature pyramid, and the sum of its levels at stride 4. Parts and names are those of mmsegmentation's `FPN` and
 * `FPNHead`, which have batch norm where the paper has group norm.
 */
export class FpnDecoder extends nn.Module implements Decoder {
  readonly levels: readonly number[];
  readonly outChannels: number;
  readonly outStride = 4;
  readonly #lateral: readonly nn.Conv2d[];
  readonly #smooth: readonly nn.Conv2d[];
  readonly #heads: readonly ScaleHead[];

  /** @throws TesseraError `bad-value` if the encoder has no level of stride 4 */
  constructor({ levels, pyramidChannels, segmentationChannels, random }: FpnDecoderOptions) {
    super();
    const finest = levelOfStride(levels, this.outStride, 'fpn');
    const used = levels.slice(finest);
    this.levels = used.map((_, index) => finest + index);
    this.outChannels = segmentationChannels;
    this.#lateral = used.map(({ channels }, index) =>
      this.child(`lateral_convs.${index}`, new nn.Conv2d(channels, pyramidChannels, 1, { random })),
    );
    this.#smooth = used.map((_, index) =>
      this.child(`fpn_convs.${index}`, new nn.Conv2d(pyramidChannels, pyramidChannels, 3, { padding: 1, random })),
    );
    this.#heads = used.map(({ stride }, index) =>
      this.child(
        `scale_heads.${index}`,
        new ScaleHead(pyramidChannels, segmentationChannels, stride / this.outStride, random),
      ),
    );
  }

  forward(features: readonly tf.Tensor4D[], pass: nn.Pass): tf.Tensor4D {
    const pyramid = this.#topDown(features.map((feature, index) => this.#lateral[index]!.forward(feature)));
    return pyramid
      .map((x, index) => this.#heads[index]!.forward(this.#smooth[index]!.forward(x), pass))
      .reduce((sum, x) => tf.add(sum, x));
  }

  /** Adds to each level the next coarser one, enlarged by repeating pixels. */
  #topDown(laterals: readonly tf.Tensor4D[]): tf.Tensor4D[] {
    return laterals.reduceRight<tf.Tensor4D[]>((coarser, x) => {
      const [above] = coarser;
      const [, height, width] = x.shape;
      return [above ? tf.add(x, nn.resizeNearest(above, [height, width])) : x, ...coarser];
    }, []);
  }
}
