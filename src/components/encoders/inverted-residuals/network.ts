import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Encoder, FeatureLevel, Normalization } from '../../../registry/index.ts';
import { ConvBlock, type ConvBlockOptions } from '../conv-block.ts';
import { dilateStrides } from '../strides.ts';
import { type BlockStyle, InvertedResidual } from './block.ts';
import type { Stages } from './stages.ts';

export interface InvertedResidualsOptions {
  readonly stem: { readonly channels: number; readonly activation: nn.Activation };
  readonly stages: Stages;
  /** Channels of a 1x1 convolution after the last stage, if there is one. */
  readonly last?: number | undefined;
  readonly style: BlockStyle;
  readonly normalization: Normalization;
  readonly outputStride: number;
  readonly random: Random;
}

/**
 * MobileNetV2 and the networks that were made of its blocks, with timm's names. Its levels are the last feature of each
 * of the strides 2 to 32, as timm's `features_only`.
 */
export class InvertedResiduals extends nn.Module implements Encoder {
  readonly normalization: Normalization;
  readonly levels: readonly FeatureLevel[];
  readonly #blocks: readonly { readonly layer: nn.Layer; readonly level: FeatureLevel | undefined }[];

  constructor(options: InvertedResidualsOptions) {
    super();
    this.normalization = options.normalization;
    const parts = this.#parts(options);
    const strides = dilateStrides(
      parts.map(({ stride }) => stride),
      options.outputStride,
    );
    this.#blocks = parts.map(({ channels, add }, index) => {
      const { isLevel, reached, ...steps } = strides[index]!;
      const layer = add(parts[index - 1]?.channels ?? 3, steps);
      return { layer, level: isLevel ? { stride: reached, channels } : undefined };
    });
    this.levels = this.#blocks.flatMap(({ level }) => level ?? []);
  }

  forward(images: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D[] {
    const features: tf.Tensor4D[] = [];
    let x = images;
    for (const { layer, level } of this.#blocks) {
      x = layer.forward(x, pass);
      if (level) features.push(x);
    }
    return features;
  }

  #parts({ stem, stages, last, style, random }: InvertedResidualsOptions): Part[] {
    const conv = (options: Omit<ConvBlockOptions, 'random'>) =>
      new ConvBlock({ ...style, random, weightInit: nn.kaimingNormalFanOut, ...options });
    const blocks = stages.flatMap((stage, s) =>
      stage.map((spec, b): Part => ({
        stride: spec.stride,
        channels: spec.outChannels,
        add: (inChannels, steps) =>
          this.child(`blocks.${s}.${b}`, new InvertedResidual({ inChannels, spec, ...steps, style, random })),
      })),
    );
    const { channels: outChannels, activation } = stem;
    const first = { outChannels, kernelSize: 3, activation, names: ['conv_stem', 'bn1'] } as const;
    const after = { kernelSize: 1, activation: stages.at(-1)!.at(-1)!.activation, names: ['conv', 'bn1'] } as const;
    return [
      {
        stride: 2,
        channels: outChannels,
        add: (inChannels, steps) => this.inline(conv({ inChannels, ...first, ...steps })),
      },
      ...blocks,
      ...(last === undefined ? [] : [last]).map((channels): Part => ({
        stride: 1,
        channels,
        add: (inChannels) =>
          this.child(`blocks.${stages.length}.0`, conv({ inChannels, outChannels: channels, ...after })),
      })),
    ];
  }
}

/** A part of the network, in the order in which it runs. */
interface Part {
  readonly stride: number;
  /** Channels of its output. */
  readonly channels: number;
  readonly add: (inChannels: number, steps: { readonly stride: number; readonly dilation: number }) => nn.Layer;
}
