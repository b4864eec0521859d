import * as nn from '../../nn/index.ts';
import type { Random } from '../../core/random.ts';

export interface ConvNormReLUOptions {
  readonly random: Random;
  readonly dilation?: number;
  readonly groups?: number;
}

/** A convolution without bias that keeps the size, batch norm and ReLU, as torchvision's `Conv2dNormActivation`. */
export function convNormReLU(
  inChannels: number,
  outChannels: number,
  kernelSize: number,
  { random, dilation = 1, groups = 1 }: ConvNormReLUOptions,
): nn.Sequential {
  const padding = (dilation * (kernelSize - 1)) / 2;
  return new nn.Sequential(
    new nn.Conv2d(inChannels, outChannels, kernelSize, { padding, dilation, groups, bias: false, random }),
    new nn.BatchNorm2d(outChannels),
    new nn.ReLU(),
  );
}
