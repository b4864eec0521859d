import { z } from 'zod';

const path = z.string().describe('Path of a key, such as optimizer.weight_decay.');

/** Keys that put a file together from others. They are used up before the experiment is validated. */
export const compositionSection = z.strictObject({
  format: z
    .int()
    .positive()
    .optional()
    .describe(
      'Version of the format that this file is written in, as saved configurations say; by default the newest.',
    ),
  extends: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe('Parent file or files, relative to this one. Later parents win over earlier ones, this file over all.'),
  drop: z
    .union([path, z.array(path)])
    .optional()
    .describe('Paths of inherited keys to leave out, before this file is merged.'),
  append: z
    .record(z.string(), z.array(z.unknown()))
    .optional()
    .describe('Path of a list to what is appended to it, after this file is merged.'),
});
