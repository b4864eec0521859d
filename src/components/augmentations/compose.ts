import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { probability } from './params.ts';

export const compose = defineComponent({
  kind: 'augmentation',
  type: 'compose',
  description: 'Applies its augmentations one after the other.',
  params: (slot) =>
    z.strictObject({
      p: probability(1),
      of: z.array(slot('augmentation')).min(1).describe('The augmentations, in order.'),
    }),
  async build({ p, of }, context) {
    const parts = await Promise.all(of.map((part) => context.build('augmentation', part)));
    return (sample, random) =>
      random.uniform() < p ? parts.reduce((current, part) => part(current, random), sample) : sample;
  },
});
