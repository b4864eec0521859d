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
});
export type RunResult = z.output<typeof runResultSchema>;
export type SplitResult = z.output<typeof splitResult>;
