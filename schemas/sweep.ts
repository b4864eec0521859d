import { z } from 'zod';

export const sweepSection = z
  .strictObject({
    grid: z
      .record(z.string(), z.array(z.unknown()).min(1))
      .describe('Axes: path of a key to the list of its values. The product of all axes runs.'),
  })
  .describe('Runs of this experiment with some keys varied.');
export type SweepSection = z.output<typeof sweepSection>;
