import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { auxiliaryHeads, channelDropout } from './params.ts';

export const fpn = defineComponent({
  kind: 'model',
  type: 'fpn',
  description:
    'Semantic branch of Panoptic FPN (Kirillov et al. 2019): a feature pyramid (Lin et al. 2017) whose levels are enlarged to stride 4 and added.',
  example: { encoder: { type: 'resnet18', weights: 'imagenet' } },
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the features. Its levels from stride 4 are used.'),
      pyramid_channels: z.int().positive().default(256).describe('Channels of each level of the pyramid.'),
      segmentation_channels: z.int().positive().default(128).describe('Channels of what is added.'),
      dropout: channelDropout(0.1),
      auxiliary_heads: auxiliaryHeads,
    }),
  async build(params, context) {
    const { encoder: reference, pyramid_channels, segmentation_channels, dropout, auxiliary_heads } = params;
    const encoder = await context.build('encoder', reference);
    const { EncoderDecoder } = await import('./encoder-decoder.ts');
    const { FpnDecoder } = await import('./fpn/decoder.ts');
    return new EncoderDecoder({
      encoder,
      decoder: new FpnDecoder({
        levels: encoder.levels,
        pyramidChannels: pyramid_channels,
        segmentationChannels: segmentation_channels,
        random: context.random,
      }),
      dropout,
      auxiliaryHeads: auxiliary_heads,
      classes: context.classes.length,
      random: context.random,
    });
  },
});
