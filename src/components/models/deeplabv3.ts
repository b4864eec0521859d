import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { atrousRates, auxiliaryHeads, channelDropout } from './params.ts';

export const deeplabv3 = defineComponent({
  kind: 'model',
  type: 'deeplabv3',
  description:
    "DeepLabV3 (Chen et al. 2017): atrous convolutions of several rates on the coarsest feature. Give the encoder `output_stride: 8` or `16`, as the paper's.",
  example: { encoder: { type: 'resnet18', weights: 'imagenet' } },
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the feature. Its coarsest level is used.'),
      channels: z.int().positive().default(256).describe('Channels of each branch, and of the decoder.'),
      atrous_rates: atrousRates,
      dropout: channelDropout(0.1),
      auxiliary_heads: auxiliaryHeads,
    }),
  async build({ encoder: reference, channels, atrous_rates, dropout, auxiliary_heads }, context) {
    const encoder = await context.build('encoder', reference);
    const { EncoderDecoder } = await import('./encoder-decoder.ts');
    const { DeepLabV3Decoder } = await import('./deeplabv3/decoder.ts');
    const { levels } = encoder;
    return new EncoderDecoder({
      encoder,
      decoder: new DeepLabV3Decoder({ levels, channels, atrousRates: atrous_rates, random: context.random }),
      dropout,
      auxiliaryHeads: auxiliary_heads,
      classes: context.classes.length,
      random: context.random,
    });
  },
});
