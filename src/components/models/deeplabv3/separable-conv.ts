import * as nn from '../../../nn/index.ts';
import { convNormReLU, type ConvNormReLUOptions } from '../conv-norm-relu.ts';

/**
 * A convolution of each channel, then a 1x1 convolution (Chen et al. 2018, section 3.1), each with batch norm and ReLU.
 */
export function separableConv(
  inChannels: number,
  outChannels: number,
  kernelSize: number,
  { random, dilation = 1 }: Omit<ConvNormReLUOptions, 'groups'>,
): nn.Sequential {
  return new nn.Sequential(
    convNormReLU(inChannels, inChannels, kernelSize, { dilation, groups: inChannels, random }),
    convNormReLU(inChannels, outChannels, 1, { random }),
  );
}
