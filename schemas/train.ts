import { z } from 'zod';
import { period } from './period.ts';

export const trainSection = z
  .strictObject({
    epochs: z.int().positive().describe('Passes over the training split.'),
    batch_size: z.int().positive().default(16).describe('Samples per optimizer step.'),
    drop_last: z
      .boolean()
      .default(false)
      .describe('Leave out the last batch of an epoch if it is smaller, as in PyTorch.'),
    validate_every: period.default({ epochs: 1 }).describe('How often the validation split is evaluated.'),
    augment_validation: z
      .boolean()
      .default(false)
      .describe(
        'Whether the validation split is augmented as training samples are, in the same way at each validation. Better: `false`, since figures of changed photos say less of photos as they are.',
      ),
    checkpoint_every: period
      .default({ epochs: 1 })
      .describe('How often a further checkpoint is kept, besides `last` and `best`, which are always kept.'),
    log_every: z
      .strictObject({ steps: z.int().positive() })
      .default({ steps: 1 })
      .describe('How often the training loss is logged.'),
    best: z
      .string()
      .optional()
      .describe(
        'Metric that decides which checkpoint is best: a name such as `iou/macro/image`, the beginning of one, or `loss`. By default the first of `metrics`.',
      ),
  })
  .describe('How long to train, and how often to validate, save and log.');
export type TrainSection = z.output<typeof trainSection>;
