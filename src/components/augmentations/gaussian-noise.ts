import { z } from 'zod';
import { mapImage } from '../../data/simd/map-sample.ts';
import type { Sample } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability } from './params.ts';

export const gaussianNoise = defineComponent({
  kind: 'augmentation',
  type: 'gaussian-noise',
  description: "Adds independent normal noise to every channel of every pixel, as torchvision's `GaussianNoise`.",
  params: z.strictObject({
    p: probability(),
    mean: z.number().default(0).describe('Mean of the noise; 1 is the whole range from black to white.'),
    sigma: z.number().nonnegative().default(0.1).describe('Standard deviation of the noise, in the same unit.'),
  }),
  build:
    ({ p, mean, sigma }) =>
    (sample, random) =>
      random.uniform() < p ? addNoise(sample, mean * 255, sigma * 255, random) : sample,
});

/** `mean` and `sigma` in levels. */
export function addNoise(sample: Sample, mean: number, sigma: number, random: Random): Sample {
  const seed = () => (BigInt(random.integer(1, 2 ** 32)) << 32n) | BigInt(random.integer(0, 2 ** 32));
  const [low, high] = [seed(), seed()];
  const { image } = sample;
  return {
    ...sample,
    image: mapImage(image, ({ routines }, source, target) =>
      routines.addNoise(source, target, image.length, mean, sigma, low, high),
    ),
  };
}
