import { z } from 'zod';

const path = z.string().describe('Path of a key, such as `optimizer.weight_decay`.');

/** Keys that compose a file from others. They are applied and removed before the experiment is validated. */
export const compositionSection = z.strictObject({
  format: z
    .int()
    .positive()
    .optional()
    .describe(
      'Number of the format that this file is written in. Saved configurations have it; by default the newest format.',
    ),
  extends: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe(
      'Parent file or files, relative to this one. Later parents override earlier ones; this file overrides all.',
    ),
  drop: z
    .union([path, z.array(path)])
    .optional()
    .describe('Paths of inherited keys to leave out, before this file is merged.'),
  append: z
    .record(z.string(), z.array(z.unknown()))
    .optional()
    .describe('Paths of lists, each with the items that are appended to it after this file is merged.'),
});
