import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import { ConvBlock } from '../conv-block.ts';
import type { BlockStride } from '../strides.ts';
import { ResidualBlock } from './residual-block.ts';

export interface BlockOptions {
  readonly inChannels: number;
  readonly planes: number;
  readonly steps: BlockStride;
  readonly random: Random;
}

/** Two 3x3 convolutions to as many channels as there are planes. */
export function basicBlock({ inChannels, planes, steps, random }: BlockOptions): ResidualBlock {
  const { stride, dilation, dilationAfter } = steps;
  const shared = { outChannels: planes, kernelSize: 3, weightInit: nn.kaimingNormalFanOut, random };
  const second = { inChannels: planes, dilation: dilationAfter, activation: 'none' } as const;
  const layers = [
    new ConvBlock({ ...shared, inChannels, stride, dilation, names: ['conv1', 'bn1'] }),
    new ConvBlock({ ...shared, ...second, names: ['conv2', 'bn2'] }),
  ];
  return new ResidualBlock({ inChannels, outChannels: planes, stride, layers, random });
}
