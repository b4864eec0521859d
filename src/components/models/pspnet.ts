import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { levelsOf } from './levels.ts';
import { networkOutline } from './network-outline.ts';
import { auxiliaryHeads, channelDropout } from './params.ts';
import { levelsOfPspNet } from './pspnet/widths.ts';

export const pspnet = defineComponent({
  kind: 'model',
  type: 'pspnet',
  description:
    'Pyramid scene parsing (Zhao et al. 2017): joins global context at several scales with a stride-8 and a ' +
    'stride-32 feature.',
  example: { encoder: { type: 'resnet18', weights: 'imagenet' } },
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the stride-8 and stride-32 features.'),
      bins: z
        .array(z.int().positive())
        .min(1)
        .default([1, 2, 3, 6])
        .describe('Side lengths of the grids to which the features are pooled.'),
      join_feature: z
        .enum(['twice', 'once'])
        .default('twice')
        .describe(
          'How often the stride-8 feature itself is joined with its pooled grids: twice as in the notebook ' +
            'that the project grew from, or once as in the paper.',
        ),
      enlarge: z
        .enum(['nearest', 'bilinear'])
        .default('nearest')
        .describe(
          'How grids and features of the decoder are enlarged: nearest as in the notebook, or bilinear, with ' +
            'corners aligned, as in the paper.',
        ),
      enlarge_first: z
        .boolean()
        .default(false)
        .describe(
          'Whether each doubling of the decoder enlarges before its convolution, which costs four times as ' +
            'much, instead of after it as in the notebook.',
        ),
      dropout: channelDropout(0.1, 'of the stride-32 branch'),
      out_channels: z
        .int()
        .positive()
        .optional()
        .describe(
          "Channels before the segmentation head. By default a quarter of the stride-8 feature's channels, but " +
            'at least 64, or a third of the channels if that is less than 64.',
        ),
      auxiliary_heads: auxiliaryHeads,
    }),
  async build({ encoder: reference, out_channels, auxiliary_heads, ...params }, context) {
    const encoder = await context.build('encoder', reference);
    const { PspNet } = await import('./pspnet/network.ts');
    return new PspNet({
      encoder,
      bins: params.bins,
      copies: params.join_feature === 'twice' ? 2 : 1,
      enlarge: params.enlarge,
      enlargeFirst: params.enlarge_first,
      dropout: params.dropout,
      outChannels: out_channels,
      auxiliaryHeads: auxiliary_heads,
      classes: context.classes.length,
      random: context.random,
    });
  },
  network: ({ auxiliary_heads }, strides) =>
    networkOutline(strides, levelsOfPspNet(levelsOf(strides)), auxiliary_heads),
});
