import { z } from 'zod';
import { jsonNumber } from '../core/json.ts';
import { prunedSchema } from './pruned.ts';

/** Which of two values of a metric is better: the larger or the smaller one. */
export const directionSchema = z.enum(['max', 'min']);

const metric = z.object({
  /** NaN if nothing could be counted. */
  value: jsonNumber,
  /** Null for a class that the split doesn't have. */
  perClass: z.array(z.union([z.null(), jsonNumber])),
  // Results without this key were written before it existed, when all metrics had this direction.
  direction: directionSchema.default('max'),
});
export const splitResultSchema = z.object({
  /** The size at which predictions were scored. Older results lack this: it was the input's. */
  at: z.enum(['input', 'original']).optional(),
  /** Better when smaller. NaN if no pixel counts. */
  loss: jsonNumber,
  /** Parts of the loss and losses that were evaluated beside it, by names such as `loss/dice`; better when smaller. */
  losses: z.record(z.string(), jsonNumber).optional(),
  /** By metric name, such as `iou/macro/image`, in the order of the experiment. */
  metrics: z.record(z.string(), metric),
});

/**
 * The validation at which the metric that decides was best: the metric's name (src/tasks/semantic/metric-name.ts), its
 * value there, and all figures of that validation.
 */
export const bestValidationSchema = z.object({
  step: z.int(),
  metric: z.string(),
  value: jsonNumber,
  /** Runs of earlier versions lack these two. */
  direction: directionSchema.optional(),
  figures: splitResultSchema.optional(),
});

/** `result.json`: the figures of a completed run. */
export const runResultSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    steps: z.int(),
    /** The key of `train` that ended training before its last step. */
    endedBy: z.enum(['early_stopping', 'max_time']).optional(),
    /** Present if a sweep's pruner ended training. */
    pruned: prunedSchema.optional(),
    classes: z.array(z.string()),
    best: bestValidationSchema.nullable(),
    /** Figures of the best checkpoint on the test split. */
    test: splitResultSchema.optional(),
    /** Its figures on the validation split, where the data has no test split. */
    val: splitResultSchema.optional(),
    seconds: z.number(),
    /** Share of the training steps' time that was spent waiting for batches, in the last attempt. */
    dataWait: z.number().optional(),
    /** Samples that were left out because they cannot be read. */
    skipped: z.array(z.object({ split: z.string(), name: z.string(), reason: z.string() })).default([]),
  })
  .refine(({ test, val }) => test !== undefined || val !== undefined, { error: 'expected `test` or `val`' });
export type RunResult = z.output<typeof runResultSchema>;
export type SplitResult = z.output<typeof splitResultSchema>;

/** The figures of the best checkpoint, and their split: the test, or the validation where the data has no test. */
export function finalFigures({ test, val }: RunResult): {
  readonly split: 'test' | 'val';
  readonly figures: SplitResult;
} {
  if (test) return { split: 'test', figures: test };
  // The schema has refused a result that has neither.
  return { split: 'val', figures: val! };
}
