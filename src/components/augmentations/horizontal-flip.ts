import { z } from 'zod';
import { flipHorizontally } from '../../data/transforms/flip.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability } from './params.ts';
import { withProbability } from './with-probability.ts';

export const horizontalFlip = defineComponent({
  kind: 'augmentation',
  type: 'horizontal-flip',
  description: 'Swaps left and right.',
  params: z.strictObject({ p: probability() }),
  build: ({ p }) => withProbability(p, () => undefined, flipHorizontally),
});
