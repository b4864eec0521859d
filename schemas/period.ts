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
