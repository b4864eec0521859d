import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { buildNetwork } from './build-network.ts';
import { networkOutline } from './network-outline.ts';
import { atrousRatesParam, auxiliaryHeads, channelDropout } from './params.ts';

export const deeplabv3 = defineComponent({
  kind: 'model',
  type: 'deeplabv3',
  description:
    'DeepLabV3 (Chen et al. 2017): atrous convolutions of several rates on the coarsest feature. Give the ' +
    "encoder `output_stride: 8` or `16`, as the paper's.",
  example: { encoder: { type: 'resnet18', weights: 'imagenet' } },
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the feature. Its coarsest level is used.'),
      channels: z.int().positive().default(256).describe('Channels of each branch, and of the decoder.'),
      atrous_rates: atrousRatesParam,
      dropout: channelDropout(0.1),
      auxiliary_heads: auxiliaryHeads,
    }),
  build: ({ channels, atrous_rates: atrousRates, ...params }, context) =>
    buildNetwork(params, context, async (levels, random) => {
      const { DeepLabV3Decoder } = await import('./deeplabv3/decoder.ts');
      return new DeepLabV3Decoder({ levels, channels, atrousRates, random });
    }),
  network: ({ auxiliary_heads }, strides) => networkOutline(strides, [strides.length - 1], auxiliary_heads),
});
