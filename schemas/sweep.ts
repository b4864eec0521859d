import { z } from 'zod';

export const sweepSection = z
  .strictObject({
    grid: z
      .record(z.string(), z.array(z.unknown()).min(1))
      .describe('The axes: paths of keys, each with the list of its values. Every combination of the values is a run.'),
  })
  .describe('Several runs of this experiment, in which some keys vary.');
export type SweepSection = z.output<typeof sweepSection>;
