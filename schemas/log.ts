import { z } from 'zod';

export const logSection = z
  .strictObject({
    panel_samples: z
      .int()
      .nonnegative()
      .default(4)
      .describe('Validation photos drawn as input, ground truth and prediction.'),
  })
  .describe('What TensorBoard shows besides curves.');
export type LogSection = z.output<typeof logSection>;
