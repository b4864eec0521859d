import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const unet = defineComponent({
  kind: 'model',
  type: 'unet',
  description: 'U-Net: the deepest feature is enlarged step by step and joined with every finer one.',
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('Where the features come from; all its levels are used.'),
      decoder_widths: z
        .array(z.int().positive())
        .optional()
        .describe(
          'Channels after each step, coarse to fine, one per encoder level; by default those of the next finer level.',
        ),
      dropout: z
        .number()
        .min(0)
        .lt(1)
        .default(0)
        .describe('Probability to drop a channel before the segmentation head.'),
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
