import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { auxiliaryHeads, channelDropout } from './params.ts';

export const unetplusplus = defineComponent({
  kind: 'model',
  type: 'unetplusplus',
  description:
    'U-Net++ (Zhou et al. 2018): between encoder and decoder of a U-Net, each level has nodes that join all earlier ones of it.',
  example: { encoder: { type: 'resnet18', weights: 'imagenet' } },
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the features. All its levels are used.'),
      decoder_widths: z
        .array(z.int().positive())
        .optional()
        .describe(
          "Output channels of every node of a level, from coarse to fine, and of the last block, which has the image's size: one number per encoder level. By default the nodes have their level's channels, and the last block those of the finest.",
        ),
      dropout: channelDropout(0),
      auxiliary_heads: auxiliaryHeads,
    }),
  async build({ encoder: reference, decoder_widths, dropout, auxiliary_heads }, context) {
    const encoder = await context.build('encoder', reference);
    const { EncoderDecoder } = await import('./encoder-decoder.ts');
    const { decoderWidths } = await import('./unet/decoder-widths.ts');
    const { UNetPlusPlusDecoder } = await import('./unetplusplus/decoder.ts');
    const widths = decoderWidths(encoder.levels, decoder_widths);
    return new EncoderDecoder({
      encoder,
      decoder: new UNetPlusPlusDecoder(encoder.levels, widths, context.random),
      dropout,
      auxiliaryHeads: auxiliary_heads,
      classes: context.classes.length,
      random: context.random,
    });
  },
});
