import { z } from 'zod';
import type { ImageSize, Sample } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import type { Augmentation } from '../../registry/index.ts';

export function probability(byDefault = 0.5) {
  return z.number().min(0).max(1).default(byDefault).describe('Share of the samples that are changed.');
}

/** [lowest, highest]. */
export function range(bound: z.ZodNumber) {
  return z.tuple([bound, bound]).refine(([low, high]) => low <= high, 'expected [lowest, highest], lowest first');
}

/** With probability `p`, draws parameters and applies them. Kept apart so that `apply` can be compared with torchvision's. */
export function withProbability<Drawn>(
  p: number,
  draw: (size: ImageSize, random: Random) => Drawn,
  apply: (sample: Sample, drawn: Drawn) => Sample,
): Augmentation {
  return (sample, random) => (random.uniform() < p ? apply(sample, draw(sample, random)) : sample);
}
