import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const unet = defineComponent({
  kind: 'model',
  type: 'unet',
  description:
    'U-Net (Ronneberger et al. 2015): the coarsest feature is enlarged level by level and joined with each finer one.',
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the features. All its levels are used.'),
      decoder_widths: z
        .array(z.int().positive())
        .optional()
        .describe(
          'Output channels of each decoder block, from coarse to fine, one number per encoder level; by default those of the next finer level.',
        ),
      dropout: z
        .number()
        .min(0)
        .lt(1)
        .default(0)
        .describe('Probability of dropping a channel before the segmentation head.'),
    }),
  async build({ encoder: reference, decoder_widths, dropout }, context) {
    const encoder = await context.build('encoder', reference);
    const { UNet } = await import('./unet/network.ts');
    return new UNet({
      encoder,
      decoderWidths: decoder_widths,
      dropout,
      classes: context.classes.length,
      random: context.random,
    });
  },
});
