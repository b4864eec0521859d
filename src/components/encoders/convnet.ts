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
    first_stride: z
      .union([z.literal(1), z.literal(2)])
      .default(2)
      .describe(
        "Stride of the first stage. `1` keeps the image's size there, as in the U-Net of the paper: strides 1, " +
          '2, 4, ...',
      ),
    convs_per_stage: z.int().positive().default(1).describe('Convolutions in each stage; the first halves the size.'),
  }),
  async build({ widths, first_stride, convs_per_stage }, { random }) {
    const { ConvNet } = await import('./convnet/network.ts');
    return new ConvNet({ widths, firstStride: first_stride, convsPerStage: convs_per_stage, random });
  },
  strides: ({ widths }) => widths.map((_, stage) => 2 ** (stage + 1)),
});
