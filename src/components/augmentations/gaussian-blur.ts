import { z } from 'zod';
import { gaussianBlur as blur } from '../../data/transforms/gaussian-blur.ts';
import type { Sample } from '../../data/sample.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability, range } from './params.ts';
import { withProbability } from './with-probability.ts';

const odd = z
  .int()
  .positive()
  .refine((size) => size % 2 === 1, 'an odd number')
  // The same for editors.
  .meta({ not: { type: 'integer', multipleOf: 2 } });

export const gaussianBlur = defineComponent({
  kind: 'augmentation',
  type: 'gaussian-blur',
  description: "Blurs the image, as torchvision's `GaussianBlur`.",
  params: z.strictObject({
    p: probability(),
    kernel_size: odd.default(5).describe('Size of the kernel in pixels, an odd number.'),
    sigma: range(z.number().positive()).default([0.1, 2]).describe('Standard deviation in pixels: [lowest, highest].'),
  }),
  build: ({ p, kernel_size, sigma }) =>
    withProbability(
      p,
      (_, random) => random.between(...sigma),
      (sample, drawn) => applyGaussianBlur(sample, kernel_size, drawn),
    ),
});

export function applyGaussianBlur(sample: Sample, kernelSize: number, sigma: number): Sample {
  return { ...sample, image: blur(sample.image, sample, kernelSize, sigma) };
}
