import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { buildNetwork } from './build-network.ts';
import { networkOutline } from './network-outline.ts';
import { auxiliaryHeads, channelDropout } from './params.ts';
import { assertWidths, decoderWidths } from './unet/decoder-widths.ts';

export const unet = defineComponent({
  kind: 'model',
  type: 'unet',
  description:
    'U-Net (Ronneberger et al. 2015): the coarsest feature is enlarged level by level and joined with each finer one.',
  example: { encoder: { type: 'resnet18', weights: 'imagenet' } },
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the features. All its levels are used.'),
      decoder_widths: z
        .array(z.int().positive())
        .optional()
        .describe(
          'Output channels of each decoder block, from coarse to fine, one number per encoder level; by ' +
            'default those of the next finer level.',
        ),
      dropout: channelDropout(0),
      auxiliary_heads: auxiliaryHeads,
    }),
  build: (params, context) =>
    buildNetwork(params, context, async (levels, random) => {
      const { UNetDecoder } = await import('./unet/decoder.ts');
      return new UNetDecoder(levels, decoderWidths(levels, params.decoder_widths), random);
    }),
  network({ decoder_widths, auxiliary_heads }, strides) {
    assertWidths(strides.length, decoder_widths);
    return networkOutline(strides, [...strides.keys()], auxiliary_heads);
  },
});
