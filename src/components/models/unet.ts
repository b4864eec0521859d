import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { auxiliaryHeads, channelDropout } from './params.ts';

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
          'Output channels of each decoder block, from coarse to fine, one number per encoder level; by default those of the next finer level.',
        ),
      dropout: channelDropout(0),
      auxiliary_heads: auxiliaryHeads,
    }),
  async build({ encoder: reference, decoder_widths, dropout, auxiliary_heads }, context) {
    const encoder = await context.build('encoder', reference);
    const { EncoderDecoder } = await import('./encoder-decoder.ts');
    const { UNetDecoder } = await import('./unet/decoder.ts');
    const { decoderWidths } = await import('./unet/decoder-widths.ts');
    const widths = decoderWidths(encoder.levels, decoder_widths);
    return new EncoderDecoder({
      encoder,
      decoder: new UNetDecoder(encoder.levels, widths, context.random),
      dropout,
      auxiliaryHeads: auxiliary_heads,
      classes: context.classes.length,
      random: context.random,
    });
  },
});
