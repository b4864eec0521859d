import { z } from 'zod';
import { toGrayscale } from '../../data/transforms/adjust-color.ts';
import type { Sample } from '../../data/sample.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability } from './params.ts';
import { withProbability } from './with-probability.ts';

export const grayscale = defineComponent({
  kind: 'augmentation',
  type: 'grayscale',
  description: "Removes the colour, as torchvision's `RandomGrayscale`.",
  params: z.strictObject({ p: probability(0.1) }),
  build: ({ p }) => withProbability(p, () => undefined, applyGrayscale),
});

export function applyGrayscale(sample: Sample): Sample {
  return { ...sample, image: toGrayscale(sample.image) };
}
