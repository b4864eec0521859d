import { z } from 'zod';
import { bestValidationSchema } from './result.ts';

export const runStatuses = ['running', 'completed', 'failed', 'interrupted'] as const;
export type RunStatus = (typeof runStatuses)[number];

/** `run.json`: a run's experiment, its state, and the machine and versions it ran on. */
export const runRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(runStatuses),
  /** Completed optimizer steps. */
  step: z.int().nonnegative(),
  totalSteps: z.int().nonnegative(),
  /** ISO 8601. The first start; `endedAt` is the last end. */
  startedAt: z.string(),
  endedAt: z.string().optional(),
  /** Seconds spent in all attempts. */
  seconds: z.number().nonnegative(),
  /** 1, and one more for each resume. */
  attempts: z.int().positive(),
  pid: z.int(),
  host: z.string(),
  machine: z.object({ cpu: z.string(), cores: z.int(), memoryBytes: z.number(), platform: z.string() }),
  versions: z.record(z.string(), z.string()),
  backend: z.string(),
  parameters: z.object({ total: z.int(), trainable: z.int() }),
  /** Classes and image size, so that the network can be opened without the dataset. Older runs lack this. */
  data: z
    .object({
      /** Class 0 first; colours are RGB. */
      classes: z.array(z.object({ name: z.string(), color: z.tuple([z.int(), z.int(), z.int()]) })),
      imageSize: z.object({ height: z.int(), width: z.int() }),
      interpolation: z.enum(['bilinear', 'nearest']),
    })
    .optional(),
  git: z
    .object({ commit: z.string(), branch: z.string().optional(), dirty: z.boolean(), diffHash: z.string().optional() })
    .optional(),
  /** The best validation so far. */
  best: bestValidationSchema.optional(),
  /** One line, if the run failed. */
  error: z.string().optional(),
});
export type RunRecord = z.output<typeof runRecordSchema>;
