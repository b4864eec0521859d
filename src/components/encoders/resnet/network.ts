import type * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import type { Encoder, FeatureLevel } from '../../../registry/index.ts';
import { ConvBlock } from '../conv-block.ts';
import { imageNet } from '../normalization.ts';
import { type BlockStride, dilateStrides } from '../strides.ts';
import { basicBlock, type BlockOptions } from './basic-block.ts';
import { bottleneck } from './bottleneck.ts';
import type { ResidualBlock } from './residual-block.ts';

/** What tells the ResNets apart. */
export interface ResNetArchitecture {
  readonly block: 'basic' | 'bottleneck';
  /** Blocks of each of the four stages. */
  readonly depths: readonly [number, number, number, number];
  /** Groups of the 3x3 convolutions of bottlenecks; by default 1. */
  readonly groups?: number;
  /** Channels of a group where a stage has 64 planes; by default 64. */
  readonly widthPerGroup?: number;
}

export interface ResNetOptions extends ResNetArchitecture {
  readonly outputStride: number;
  readonly random: Random;
}

/**
 * A ResNet with torchvision's layers, names and initial weights: normal, by the fan out, in convolutions; 1 and 0 in
 * batch norm. Its levels are the output of the first convolution and of `layer1` to `layer4`.
 */
export class ResNet extends nn.Module implements Encoder {
  readonly normalization = imageNet;
  readonly levels: readonly FeatureLevel[];
  readonly #stem: ConvBlock;
  readonly #pool: nn.MaxPool2d;
  readonly #stages: readonly (readonly ResidualBlock[])[];

  constructor(options: ResNetOptions) {
    super();
    const { depths, outputStride, random } = options;
    const strides = depths.flatMap((depth, stage) => [stage === 0 ? 1 : 2, ...Array<number>(depth - 1).fill(1)]);
    const [stem, pool, ...blocks] = dilateStrides([2, 2, ...strides], outputStride) as Steps;
    this.#stem = this.inline(
      new ConvBlock({
        inChannels: 3,
        outChannels: 64,
        kernelSize: 7,
        stride: stem.stride,
        names: ['conv1', 'bn1'],
        weightInit: nn.kaimingNormalFanOut,
        random,
      }),
    );
    this.#pool = new nn.MaxPool2d(3, { stride: pool.stride, padding: 1 });

    const levels: FeatureLevel[] = [{ stride: stem.reached, channels: 64 }];
    this.#stages = depths.map((depth, stage) => {
      const planes = 64 * 2 ** stage;
      return blocks.splice(0, depth).map((steps, index) => {
        const inChannels = levels[stage + (index === 0 ? 0 : 1)]!.channels;
        const block = createBlock(options, { inChannels, planes, steps, random });
        levels[stage + 1] = { stride: steps.reached, channels: block.outChannels };
        return this.child(`layer${stage + 1}.${index}`, block);
      });
    });
    this.levels = levels;
  }

  forward(images: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D[] {
    const first = this.#stem.forward(images, pass);
    const features = [first];
    let x = this.#pool.forward(first);
    for (const stage of this.#stages) {
      for (const block of stage) x = block.forward(x, pass);
      features.push(x);
    }
    return features;
  }
}

type Steps = [stem: BlockStride, pool: BlockStride, ...blocks: BlockStride[]];

function createBlock({ block, groups = 1, widthPerGroup = 64 }: ResNetArchitecture, options: BlockOptions) {
  return block === 'basic' ? basicBlock(options) : bottleneck({ ...options, groups, widthPerGroup });
}
