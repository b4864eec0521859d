import { z } from 'zod';

const metric = z.object({ value: z.number(), perClass: z.array(z.number().nullable()) });
const splitResult = z.object({
  loss: z.number(),
  /** By metric name, such as `iou/macro`. */
  metrics: z.record(z.string(), metric),
});

/** `result.json`: the figures of a completed run. */
export const runResultSchema = z.object({
  id: z.string(),
  name: z.string(),
  steps: z.int(),
  classes: z.array(z.string()),
  best: z.object({ step: z.int(), metric: z.string(), value: z.number() }).nullable(),
  /** Of the best checkpoint. */
  test: splitResult,
  seconds: z.number(),
  /** Share of the time of the training steps that went by waiting for batches, in the last attempt. */
  dataWait: z.number().optional(),
  /** Samples that were left out, since they cannot be read. */
  skipped: z.array(z.object({ split: z.string(), name: z.string(), reason: z.string() })).default([]),
});
export type RunResult = z.output<typeof runResultSchema>;
export type SplitResult = z.output<typeof splitResult>;
