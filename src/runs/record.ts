import { z } from 'zod';
import { attemptSchema, withAttempts } from './attempt.ts';
import { inputsSchema } from './inputs.ts';
import { prunedSchema } from './pruned.ts';
import { bestValidationSchema } from './result.ts';

export const runStatuses = ['running', 'completed', 'failed', 'interrupted'] as const;
export type RunStatus = (typeof runStatuses)[number];

export const classInfoSchema = z.object({ name: z.string(), color: z.tuple([z.int(), z.int(), z.int()]) });

const recordSchema = z.object({
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
  /** The process of the last attempt. */
  pid: z.int(),
  host: z.string(),
  parameters: z.object({ total: z.int(), trainable: z.int() }),
  /** Classes and image size, so that the network can be opened without the dataset. Older runs lack this. */
  data: z
    .object({
      /** Class 0 first; colours are RGB. */
      classes: z.array(classInfoSchema),
      imageSize: z.object({ height: z.int(), width: z.int() }),
      interpolation: z.enum(['bilinear', 'nearest']),
      /** How photos of the test split become inputs. Absent from older runs, which `cover`. */
      resize: z.enum(['cover', 'fit', 'stretch', 'none']).optional(),
      /** Pixels of each class in the training split, from which `balanced` weights come. */
      classPixels: z.array(z.int().nonnegative()).optional(),
    })
    .optional(),
  /** What it is trained with, by hashes. Older runs lack this. */
  inputs: inputsSchema.optional(),
  /** The run that this one repeats, if `tessera reproduce` made it. */
  reproduces: z.string().optional(),
  /** The best validation so far. */
  best: bestValidationSchema.optional(),
  /** Present if a sweep's pruner stopped it before its end. */
  pruned: prunedSchema.optional(),
  /** The content of `config.yaml`, with its format number, so that lists need not parse YAML. Older runs lack this. */
  config: z.record(z.string(), z.unknown()).optional(),
  /** One line, if the run failed. */
  error: z.string().optional(),
  /** Oldest first. An attempt that has ended never changes. */
  attempts: z.array(attemptSchema).min(1),
});

/** `run.json`: a run's experiment, its state, and its attempts, each with the machine, the code and the versions. */
export const runRecordSchema = z.preprocess(withAttempts, recordSchema);
export type RunRecord = z.output<typeof recordSchema>;

/** What a list tells of a record. It is checked in a third of the time that the whole one takes. */
export const recordSummarySchema = recordSchema.pick({
  id: true,
  name: true,
  status: true,
  step: true,
  totalSteps: true,
  startedAt: true,
  endedAt: true,
  seconds: true,
  pid: true,
  host: true,
  best: true,
  pruned: true,
  error: true,
});
export type RecordSummary = z.output<typeof recordSummarySchema>;
