import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Encoder, FeatureLevel } from '../../../registry/index.ts';
import { ConvBlock } from '../conv-block.ts';
import { plusMinusOne } from '../normalization.ts';
import { dilateStrides } from '../strides.ts';

export interface MobileNetV1Options {
  readonly alpha: number;
  readonly outputStride: number;
  /** The weight of a batch in the running statistics of batch norm. */
  readonly momentum: number;
  readonly random: Random;
}

/** Channels at alpha 1, and stride, of each depthwise-separable block (Howard et al. 2017, table 1). */
const blocks = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const;

/** MobileNetV1 up to `conv_pw_13_relu`. Its levels are the last feature of each of the strides 2, 4, 8, 16 and 32. */
export class MobileNetV1 extends nn.Module implements Encoder {
  readonly normalization = plusMinusOne;
  readonly levels: readonly FeatureLevel[];
  readonly #blocks: readonly Block[];

  constructor(options: MobileNetV1Options) {
    super();
    this.#blocks = this.#createBlocks(options);
    this.levels = this.#blocks.flatMap(({ level }) => level ?? []);
  }

  forward(images: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D[] {
    const features: tf.Tensor4D[] = [];
    let x = images;
    for (const { layers, level } of this.#blocks) {
      for (const layer of layers) x = layer.forward(x, pass);
      if (level) features.push(x);
    }
    return features;
  }

  #createBlocks({ alpha, outputStride, momentum, random }: MobileNetV1Options): Block[] {
    const width = (channels: number) => Math.floor(channels * alpha);
    // Names, epsilon and padding are those of Keras.
    const norm = { eps: 1e-3, momentum, names: ['conv', 'bn'] } as const;
    const layer = (name: string, inChannels: number, outChannels: number, options: LayerOptions) => {
      const shared = { padding: 'same', activation: 'relu6', random, ...norm } as const;
      return this.child(name, new ConvBlock({ inChannels, outChannels, ...shared, ...options }));
    };
    const strides = dilateStrides([2, ...blocks.map(([, stride]) => stride)], outputStride);
    let channels = width(32);
    return strides.map(({ stride, dilation, reached, isLevel }, index) => {
      const inChannels = channels;
      if (index > 0) channels = width(blocks[index - 1]![0]);
      const layers =
        index === 0
          ? [layer('conv1', 3, channels, { kernelSize: 3, stride, dilation })]
          : [
              layer(`conv_dw_${index}`, inChannels, inChannels, {
                kernelSize: 3,
                groups: inChannels,
                stride,
                dilation,
              }),
              layer(`conv_pw_${index}`, inChannels, channels, { kernelSize: 1 }),
            ];
      return { layers, level: isLevel ? { stride: reached, channels } : undefined };
    });
  }
}

interface LayerOptions {
  readonly kernelSize: number;
  readonly stride?: number;
  readonly dilation?: number;
  readonly groups?: number;
}

interface Block {
  readonly layers: readonly ConvBlock[];
  /** What its output is as a level; undefined where the next block has the same size. */
  readonly level: FeatureLevel | undefined;
}
