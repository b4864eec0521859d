import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const pspnet = defineComponent({
  kind: 'model',
  type: 'pspnet',
  description:
    'Pyramid scene parsing (Zhao et al. 2017): joins global context at several scales with a stride-8 and a stride-32 feature.',
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that computes the stride-8 and stride-32 features.'),
      bins: z
        .array(z.int().positive())
        .min(1)
        .default([1, 2, 3, 6])
        .describe('Side lengths of the grids to which the features are pooled.'),
      dropout: z
        .number()
        .min(0)
        .lt(1)
        .default(0.1)
        .describe('Probability of dropping a channel of the stride-32 branch.'),
      out_channels: z
        .int()
        .positive()
        .optional()
        .describe(
          "Channels before the segmentation head. By default a quarter of the stride-8 feature's channels, but at least 64, or a third of the channels if that is less than 64.",
        ),
    }),
  async build({ encoder: reference, bins, dropout, out_channels }, context) {
    const encoder = await context.build('encoder', reference);
    const { PspNet } = await import('./pspnet/network.ts');
    return new PspNet({
      encoder,
      bins,
      dropout,
      outChannels: out_channels,
      classes: context.classes.length,
      random: context.random,
    });
  },
});
