import { z } from 'zod';
import { jsonNumber } from '../core/json.ts';
import { classInfoSchema } from '../runs/record.ts';
import { splitResultSchema } from '../runs/result.ts';

/** One of the worst or the best photos, with its files, whose paths are relative to the evaluation's folder. */
const shownPhotoSchema = z.object({
  place: z.enum(['worst', 'best']),
  /** 1 is the worst, or the best. */
  rank: z.int().positive(),
  photo: z.string(),
  score: jsonNumber,
  image: z.string(),
  /** The masks in the classes' colours; class 0 is transparent. */
  truth: z.string(),
  prediction: z.string(),
});
export type ShownPhoto = z.output<typeof shownPhotoSchema>;

/** `evaluation.json`: what was evaluated, on what, and the figures. */
export const evaluationSchema = z.object({
  /** The folder's name. */
  name: z.string(),
  /** The run that was evaluated. */
  run: z.object({ id: z.string(), name: z.string() }),
  /** ISO 8601. */
  createdAt: z.string(),
  seconds: z.number(),
  versions: z.object({ tessera: z.string() }),
  checkpoint: z.object({ name: z.string(), /** Completed optimizer steps. */ step: z.int() }),
  split: z.string(),
  /** The file that described the data, if it wasn't the run's own. */
  dataset: z.string().optional(),
  /** What differs from what the run was trained with, one line each. */
  changes: z.array(z.string()),
  /** Class 0 first. */
  classes: z.array(classInfoSchema),
  /** The class of the run that each class of the data counts as; null if it is ignored. Absent if they are the same. */
  classMap: z.record(z.string(), z.string().nullable()).optional(),
  /** Test-time augmentation, as it was asked for. */
  tta: z.string().optional(),
  /** The experiment's loss. Losses of photos can be compared only if it is the same. */
  loss: z.unknown(),
  photos: z.int(),
  skipped: z.array(z.object({ split: z.string(), name: z.string(), reason: z.string() })),
  result: splitResultSchema,
  /** Pixels over all photos: `confusion[actual][predicted]`. */
  confusion: z.array(z.array(z.number())),
  /** Earlier versions kept a contact sheet only. */
  shown: z.array(shownPhotoSchema).optional(),
});
export type Evaluation = z.output<typeof evaluationSchema>;
