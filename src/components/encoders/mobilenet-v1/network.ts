import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Encoder, FeatureLevel } from '../../../registry/index.ts';
import { ConvBlock } from './conv-block.ts';

export interface MobileNetV1Options {
  readonly alpha: number;
  readonly frozen: boolean;
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
  /** Maps pixels of 0 to 255 to x / 127.5 - 1. */
  readonly normalization = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;
  readonly frozen: boolean;
  readonly levels: readonly FeatureLevel[];
  readonly #blocks: readonly Block[];

  constructor({ alpha, frozen, random }: MobileNetV1Options) {
    super();
    this.frozen = frozen;
    this.#blocks = this.#createBlocks(alpha, random);
    this.levels = this.#blocks.filter(isLevel).map(({ stride, channels }) => ({ stride, channels }));
    if (frozen) this.freeze();
  }

  forward(images: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D[] {
    const features: tf.Tensor4D[] = [];
    let x = images;
    for (const [index, block] of this.#blocks.entries()) {
      for (const layer of block.layers) x = this.frozen ? layer.infer(x) : layer.forward(x, pass);
      if (isLevel(block, index, this.#blocks)) features.push(x);
    }
    return features;
  }

  #createBlocks(alpha: number, random: Random): Block[] {
    const width = (channels: number) => Math.floor(channels * alpha);
    const layer = (name: string, inChannels: number, outChannels: number, kernelSize: number, stride: number) => {
      const depthwise = name.startsWith('conv_dw');
      return this.child(name, new ConvBlock({ inChannels, outChannels, kernelSize, stride, depthwise, random }));
    };
    const first = width(32);
    const result: Block[] = [{ layers: [layer('conv1', 3, first, 3, 2)], stride: 2, channels: first }];
    for (const [index, [full, stride]] of blocks.entries()) {
      const { channels: inChannels, stride: before } = result.at(-1)!;
      const channels = width(full);
      const layers = [
        layer(`conv_dw_${index + 1}`, inChannels, inChannels, 3, stride),
        layer(`conv_pw_${index + 1}`, inChannels, channels, 1, 1),
      ];
      result.push({ layers, stride: before * stride, channels });
    }
    return result;
  }
}

interface Block {
  readonly layers: readonly ConvBlock[];
  /** Size of the image divided by the size of the output. */
  readonly stride: number;
  readonly channels: number;
}

/** Whether the block is the last one of its stride. */
function isLevel(block: Block, index: number, all: readonly Block[]): boolean {
  return all[index + 1]?.stride !== block.stride;
}
