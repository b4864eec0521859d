import { z } from 'zod';
import type { Sample } from '../../data/sample.ts';
import type { Random } from '../../random.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability } from './common.ts';

export const gaussianNoise = defineComponent({
  kind: 'augmentation',
  type: 'gaussian-noise',
  description: "Adds independent normal noise to every channel of every pixel, as torchvision's GaussianNoise.",
  params: z.strictObject({
    p: probability(),
    mean: z.number().default(0).describe('Mean of the noise; 1 is the whole range from black to white.'),
    sigma: z.number().nonnegative().default(0.1).describe('Standard deviation of the noise, in the same unit.'),
  }),
  build: ({ p, mean, sigma }) => (sample, random) => (random.uniform() < p ? addNoise(sample, mean * 255, sigma * 255, random) : sample),
});

/** `mean` and `sigma` in levels. */
export function addNoise(sample: Sample, mean: number, sigma: number, random: Random): Sample {
  const image = new Uint8Array(sample.image.length);
  const clamped = new Uint8ClampedArray(image.buffer);
  for (let index = 0; index < image.length; index += 2) {
    // Both numbers of a Box-Muller pair.
    const radius = sigma * Math.sqrt(-2 * Math.log(1 - random.uniform()));
    const angle = 2 * Math.PI * random.uniform();
    clamped[index] = sample.image[index]! + mean + radius * Math.cos(angle);
    if (index + 1 < image.length) clamped[index + 1] = sample.image[index + 1]! + mean + radius * Math.sin(angle);
  }
  return { ...sample, image };
}
