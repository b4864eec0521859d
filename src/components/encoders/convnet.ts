import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const convnet = defineComponent({
  kind: 'encoder',
  type: 'convnet',
  description: 'A small plain encoder, trained from scratch: each stage halves the size with 3x3 convolutions.',
  params: z.strictObject({
    widths: z
      .array(z.int().positive())
      .min(1)
      .default([16, 32, 64, 96, 128])
      .describe('Channels of each stage; the first stage has stride 2, the next 4, and so on.'),
    convs_per_stage: z.int().positive().default(1).describe('Convolutions in each stage; the first has stride 2.'),
  }),
  async build({ widths, convs_per_stage }, { random }) {
    const { ConvNet } = await import('./convnet/network.ts');
    return new ConvNet({ widths, convsPerStage: convs_per_stage, random });
  },
  strides: ({ widths }) => widths.map((_, stage) => 2 ** (stage + 1)),
});
