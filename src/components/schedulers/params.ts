import { z } from 'zod';

export const totalStepsParam = z
  .int()
  .positive()
  .optional()
  .describe(
    'Optimizer steps until the last learning rate; by default all steps of training. Afterwards the rate does ' +
      'not change.',
  );

/** @param which the learning rate that it gives */
export function minFactorParam(which: 'last' | 'lowest') {
  return z.number().min(0).max(1).default(0).describe(`The ${which} learning rate divided by the first.`);
}
