import { z } from 'zod';
import { inOrder } from '../../data/transforms/in-order.ts';
import { defineComponent, type Augmentation } from '../../registry/index.ts';
import { probability } from './params.ts';

export const compose = defineComponent({
  kind: 'augmentation',
  type: 'compose',
  description: 'Applies its augmentations one after the other.',
  example: { of: [{ type: 'horizontal-flip' }, { type: 'color-jitter', brightness: 0.2 }], p: 0.5 },
  params: (slot) =>
    z.strictObject({
      p: probability(1),
      of: z.array(slot('augmentation')).min(1).describe('The augmentations, in order.'),
    }),
  async build({ p, of }, context) {
    const parts = await Promise.all(of.map((part) => context.build('augmentation', part)));
    const all = inOrder(parts);
    const augment: Augmentation = (sample, random, partner) =>
      random.uniform() < p ? all(sample, random, partner) : sample;
    return all.mixes ? Object.assign(augment, { mixes: true }) : augment;
  },
});
