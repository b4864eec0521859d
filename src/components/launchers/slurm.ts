import { z } from 'zod';
import { duration, durationInSeconds } from '../../../schemas/duration.ts';
import { defineComponent } from '../../registry/index.ts';

const word = z.string().min(1);

/** Slurm may signal up to a minute early, and a step and its checkpoint take their time. */
const leastNotice = 120;

export const slurm = defineComponent({
  kind: 'launcher',
  type: 'slurm',
  description: 'Jobs of a Slurm cluster: one array of jobs for all points, in the queue until there is room.',
  params: z
    .strictObject({
      partition: word.optional().describe("The partition; by default the cluster's own default."),
      time: duration
        .optional()
        .describe(
          'Time limit of a job, such as `8h`; a point that takes longer goes on in another job. By default ' +
            'that of the partition.',
        ),
      cpus: z
        .int()
        .positive()
        .optional()
        .describe('Processors of a job, and threads of its run unless `engine.threads` says so.'),
      gpus: z
        .union([z.int().nonnegative(), z.string().regex(/^[\w.-]+:[1-9]\d*$/, 'a type and a number, such as `a100:1`')])
        .optional()
        .describe('GPUs of a job: a number, or type and number such as `a100:1`.'),
      mem: z
        .string()
        .regex(/^\d+(\.\d+)?[KMGT]?$/i, 'an amount such as `16G`')
        .optional()
        .describe('Memory of a job, such as `16G`.'),
      max_parallel: z
        .int()
        .positive()
        .optional()
        .describe('How many points run at a time at most. `tessera sweep --max-parallel` changes it while they run.'),
      setup: z
        .array(word)
        .default([])
        .describe('Lines of shell that each job runs first, such as `module load cuda`. If one fails, the job ends.'),
      account: word.optional().describe('The account that the jobs are charged to.'),
      qos: word.optional().describe('The quality of service.'),
      constraint: word.optional().describe('Features that a node must have, such as `a100|h100`.'),
      save_before: duration
        .default('3m')
        .describe(
          'How long before its time limit a job saves and goes back into the queue; at least `2m`, since Slurm ' +
            'signals up to a minute early.',
        )
        .refine((time) => durationInSeconds(time) >= leastNotice, 'at least `2m`'),
      extra: z
        .array(z.string().regex(/^-/, 'an option of sbatch such as `--exclude=node7`'))
        .default([])
        .describe('Further options of `sbatch`, such as `--exclude=node7`.'),
    })
    .refine(({ time, save_before: before }) => !time || durationInSeconds(time) > durationInSeconds(before), {
      path: ['time'],
      error: 'expected a time limit that is longer than `save_before`: a job would save before it has done anything',
      when: ({ issues }) => issues.length === 0,
    }),
  async build(params, { environment }) {
    const { slurmLauncher } = await import('./slurm/slurm-launcher.ts');
    // Its options are read when something is submitted.
    return slurmLauncher({ ...params }, environment);
  },
});
