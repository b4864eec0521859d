import * as nn from '../../../nn/index.ts';
import { ConvBlock } from '../conv-block.ts';
import type { BlockOptions } from './basic-block.ts';
import { ResidualBlock } from './residual-block.ts';

export interface BottleneckOptions extends BlockOptions {
  readonly groups: number;
  readonly widthPerGroup: number;
}

/**
 * A 1x1 convolution to fewer channels, a 3x3 convolution, which has the stride as in torchvision, and a 1x1 convolution
 * to four times as many channels as there are planes.
 */
export function bottleneck({ inChannels, planes, steps, groups, widthPerGroup, random }: BottleneckOptions) {
  const { stride, dilation } = steps;
  const width = Math.floor((planes * widthPerGroup) / 64) * groups;
  const outChannels = 4 * planes;
  const shared = { weightInit: nn.kaimingNormalFanOut, random };
  const middle = { inChannels: width, outChannels: width, kernelSize: 3, stride, dilation, groups };
  const last = { inChannels: width, outChannels, kernelSize: 1, activation: 'none' } as const;
  const layers = [
    new ConvBlock({ ...shared, inChannels, outChannels: width, kernelSize: 1, names: ['conv1', 'bn1'] }),
    new ConvBlock({ ...shared, ...middle, names: ['conv2', 'bn2'] }),
    new ConvBlock({ ...shared, ...last, names: ['conv3', 'bn3'] }),
  ];
  return new ResidualBlock({ inChannels, outChannels, stride, layers, random });
}
