import { z } from 'zod';

/** An interval in steps or in epochs: exactly one of the two. */
export const period = z
  .union([
    z.strictObject({ steps: z.int().positive().describe('Optimizer steps.') }),
    z.strictObject({ epochs: z.int().positive().describe('Passes over the training split.') }),
  ])
  .describe('An interval: `{steps: N}` or `{epochs: N}`.');
export type Period = z.output<typeof period>;

/** The same interval in optimizer steps. */
export function periodInSteps(interval: Period, stepsPerEpoch: number): number {
  return 'steps' in interval ? interval.steps : interval.epochs * stepsPerEpoch;
}

/** When the validation split is evaluated: an interval, which may begin elsewhere and anew in each epoch. */
export const validationPeriod = z
  .union([
    z.strictObject({
      steps: z.int().positive().describe('Optimizer steps between two validations.'),
      first: z.int().positive().optional().describe('Completed steps at the first validation; by default `steps`.'),
      restart: z
        .enum(['never', 'epoch'])
        .default('never')
        .describe('`epoch` counts steps from the beginning of each epoch, `never` from the beginning of training.'),
    }),
    z.strictObject({ epochs: z.int().positive().describe('Passes over the training split.') }),
  ])
  .describe(
    '`{epochs: N}` or `{steps: N}`; `{steps: 10, first: 1, restart: epoch}` is steps 1, 11, ... of each epoch.',
  );
export type ValidationPeriod = z.output<typeof validationPeriod>;
