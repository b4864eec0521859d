import { z } from 'zod';
import { flipVertically } from '../../data/transforms/flip.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability } from './params.ts';
import { withProbability } from './with-probability.ts';

export const verticalFlip = defineComponent({
  kind: 'augmentation',
  type: 'vertical-flip',
  description: 'Swaps top and bottom.',
  params: z.strictObject({ p: probability() }),
  build: ({ p }) => withProbability(p, () => undefined, flipVertically),
});
