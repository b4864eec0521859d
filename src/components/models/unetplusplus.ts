import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { buildNetwork } from './build-network.ts';
import { networkOutline } from './network-outline.ts';
import { auxiliaryHeads, channelDropout } from './params.ts';
import { assertWidths, decoderWidths } from './unet/decoder-widths.ts';

export const unetplusplus = defineComponent({
  kind: 'model',
  type: 'unetplusplus',
  description:
    'U-Net++ (Zhou et al. 2018): between encoder and decoder of a U-Net, each level has nodes that join all ' +
    'earlier ones of it.',
  example: { encoder: { type: 'resnet18', weights: 'imagenet' } },
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the features. All its levels are used.'),
      decoder_widths: z
        .array(z.int().positive())
        .optional()
        .describe(
          'Output channels of every node of a level, from coarse to fine, and of the last block, which has the ' +
            "image's size: one number per encoder level. By default the nodes have their level's channels, and " +
            'the last block those of the finest.',
        ),
      dropout: channelDropout(0),
      auxiliary_heads: auxiliaryHeads,
    }),
  build: (params, context) =>
    buildNetwork(params, context, async (levels, random) => {
      const { UNetPlusPlusDecoder } = await import('./unetplusplus/decoder.ts');
      return new UNetPlusPlusDecoder(levels, decoderWidths(levels, params.decoder_widths), random);
    }),
  network({ decoder_widths, auxiliary_heads }, strides) {
    assertWidths(strides.length, decoder_widths);
    return networkOutline(strides, [...strides.keys()], auxiliary_heads);
  },
});
