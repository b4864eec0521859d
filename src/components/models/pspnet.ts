import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const pspnet = defineComponent({
  kind: 'model',
  type: 'pspnet',
  description: 'Pyramid scene parsing: global context at several scales beside a stride-8 and a stride-32 feature.',
  params: (slot) =>
    z.strictObject({
      encoder: slot('encoder').describe('The network that gives the stride-8 and stride-32 features.'),
      bins: z
        .array(z.int().positive())
        .min(1)
        .default([1, 2, 3, 6])
        .describe('Side length of each grid that the features are pooled to.'),
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
          'Channels before the segmentation head. By default a quarter of those of the stride-8 feature, but at least 64, or a third of them if that is less.',
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
