import { z } from 'zod';

export const loaderSection = z
  .strictObject({
    workers: z
      .union([z.literal('auto'), z.int().nonnegative()])
      .default('auto')
      .describe(
        'Number of threads that read and augment samples while the model computes. `0`: none; `auto`: one for ' +
          'each processor that this process may use, at most 8, if there is enough work for them.',
      ),
    prefetch: z
      .int()
      .positive()
      .default(2)
      .describe('Number of batches that are made ahead. It bounds the memory that batches take.'),
    frozen_features_mib: z
      .int()
      .nonnegative()
      .default(512)
      .describe(
        'Memory, in MiB, for what a frozen encoder makes of samples that no augmentation touches, which is ' +
          'computed once: of training samples if all of them fit, of validation samples as far as they fit. The ' +
          'rest is computed each time; `0`: everything is.',
      ),
    on_bad_sample: z
      .enum(['fail', 'skip'])
      .default('fail')
      .describe(
        'What happens if a sample cannot be read. `fail`: the run does not start; `skip`: it runs without the ' +
          'sample, and lists it.',
      ),
  })
  .describe('How samples get from the storage to the model. No setting here changes the batches.');
export type LoaderSection = z.output<typeof loaderSection>;
