import { z } from 'zod';

export function probability(byDefault = 0.5) {
  return z.number().min(0).max(1).default(byDefault).describe('Share of the samples that are changed.');
}

/** [lowest, highest]. */
export function range(bound: z.ZodNumber) {
  return z.tuple([bound, bound]).refine(([low, high]) => low <= high, 'expected [lowest, highest], lowest first');
}
