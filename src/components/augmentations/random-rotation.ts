import { z } from 'zod';
import { warpAffine } from '../../data/transforms/affine.ts';
import type { Sample } from '../../data/sample.ts';
import { defineComponent } from '../../registry/index.ts';
import { fillMaskParam, fillProblems, labelOf, probability, range } from './params.ts';
import { withProbability } from './with-probability.ts';

export const randomRotation = defineComponent({
  kind: 'augmentation',
  type: 'random-rotation',
  description:
    "Rotates around the centre, as torchvision's `RandomRotation` with bilinear interpolation. Pixels from " +
    'outside are black.',
  example: { degrees: 10 },
  params: z.strictObject({
    p: probability(),
    degrees: z
      .union([z.number().nonnegative(), range(z.number())])
      .describe('Counter-clockwise angle in degrees: x for -x to x, or [lowest, highest].'),
    fill_mask: fillMaskParam,
  }),
  check: fillProblems,
  build: ({ p, degrees, fill_mask }) => {
    const fill = labelOf(fill_mask);
    const [low, high] = typeof degrees === 'number' ? [-degrees, degrees] : degrees;
    return withProbability(
      p,
      (_, random) => random.between(low, high),
      (sample, drawn) => applyRotation(sample, drawn, fill),
    );
  },
});

export function applyRotation(sample: Sample, degrees: number, fill?: number): Sample {
  return warpAffine(sample, { angle: -degrees, translate: [0, 0], scale: 1, shear: [0, 0] }, fill);
}
