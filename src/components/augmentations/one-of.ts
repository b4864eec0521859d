import { z } from 'zod';
import { TesseraError } from '../../core/errors/index.ts';
import { defineComponent, type Augmentation } from '../../registry/index.ts';
import { probability } from './params.ts';

export const oneOf = defineComponent({
  kind: 'augmentation',
  type: 'one-of',
  description: 'Applies one of its augmentations, chosen at random.',
  example: { of: [{ type: 'horizontal-flip' }, { type: 'vertical-flip' }] },
  params: (slot) =>
    z.strictObject({
      p: probability(1),
      of: z.array(slot('augmentation')).min(1).describe('The augmentations to choose from.'),
      weights: z
        .array(z.number().nonnegative())
        .optional()
        .describe('Relative probability of each augmentation; by default all are equal.'),
    }),
  async build({ p, of, weights = of.map(() => 1) }, context) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    checkWeights(weights, of.length, total);
    const parts = await Promise.all(of.map((part) => context.build('augmentation', part)));
    const augment: Augmentation = (sample, random, partner) => {
      if (random.uniform() >= p) return sample;
      let rest = random.between(0, total);
      const chosen = weights.findIndex((weight) => (rest -= weight) < 0);
      return parts[chosen]!(sample, random, partner);
    };
    return parts.some(({ mixes }) => mixes) ? Object.assign(augment, { mixes: true }) : augment;
  },
});

function checkWeights(weights: readonly number[], parts: number, total: number): void {
  if (weights.length === parts && total > 0) return;
  const message = `one-of: expected ${parts} weights, one for each part and not all 0, got [${weights.join(', ')}]`;
  throw new TesseraError({ code: 'bad-value', message });
}
