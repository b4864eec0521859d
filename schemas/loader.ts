import { z } from 'zod';

export const loaderSection = z
  .strictObject({
    workers: z
      .union([z.literal('auto'), z.int().nonnegative()])
      .default('auto')
      .describe(
        'Threads that read and augment samples while the model works. 0: none; auto: one a core, at most 8, where there is enough to do for them.',
      ),
    prefetch: z.int().positive().default(2).describe('Batches that are made ahead; memory is bounded by them.'),
    on_bad_sample: z
      .enum(['fail', 'skip'])
      .default('fail')
      .describe(
        'What happens to a sample that cannot be read: the run does not start, or goes on without it, counts it and lists it.',
      ),
  })
  .describe('How samples get from the storage to the model. No choice changes the batches.');
export type LoaderSection = z.output<typeof loaderSection>;
