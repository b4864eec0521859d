import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { buildNetwork } from './build-network.ts';
import { levelOfStride, levelsOf } from './levels.ts';
import { networkOutline } from './network-outline.ts';
import { atrousRatesParam, auxiliaryHeads, channelDropout } from './params.ts';

export const deeplabv3plus = defineComponent({
  kind: 'model',
  type: 'deeplabv3plus',
  description:
    'DeepLabV3+ (Chen et al. 2018): DeepLabV3 with separable convolutions, joined with the stride-4 feature. ' +
    "Give the encoder `output_stride: 8` or `16`, as the paper's.",
  example: { encoder: { type: 'resnet18', weights: 'imagenet' } },
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the features. Stride 4 and the coarsest are used.'),
      channels: z.int().positive().default(256).describe('Channels of each branch, and of the decoder.'),
      low_level_channels: z
        .int()
        .positive()
        .default(48)
        .describe('Channels to which the stride-4 feature is reduced before it is joined.'),
      atrous_rates: atrousRatesParam,
      dropout: channelDropout(0.1),
      auxiliary_heads: auxiliaryHeads,
    }),
  build: ({ channels, low_level_channels: lowLevelChannels, atrous_rates: atrousRates, ...params }, context) =>
    buildNetwork(params, context, async (levels, random) => {
      const { DeepLabV3PlusDecoder } = await import('./deeplabv3plus/decoder.ts');
      return new DeepLabV3PlusDecoder({ levels, channels, lowLevelChannels, atrousRates, random });
    }),
  network({ auxiliary_heads }, strides) {
    const fine = levelOfStride(levelsOf(strides), 4, 'deeplabv3plus');
    return networkOutline(strides, [fine, strides.length - 1], auxiliary_heads);
  },
});
