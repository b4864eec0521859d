import { z } from 'zod';
import { distribution } from './distribution.ts';
import { duration } from './duration.ts';

const axes = z.record(z.string(), z.array(z.unknown()).min(1));
/** Paths of keys, each with one value. */
const values = z.record(z.string(), z.unknown());

export const objectiveSection = z.strictObject({
  metric: z
    .string()
    .describe(
      'A figure by its name or the beginning of it, such as `val/iou/macro` or `loss`; on the validation split.',
    ),
  mode: z.enum(['max', 'min']).optional().describe('Which is better; by default what the metric itself says.'),
});

export type ObjectiveSection = z.output<typeof objectiveSection>;

const parts = ['grid', 'zip', 'points', 'random', 'include', 'seeds'] as const;

export const sweepSection = z
  .strictObject({
    grid: axes
      .optional()
      .describe('The axes: paths of keys, each with the list of its values. Every combination of the values is a run.'),
    zip: axes
      .optional()
      .describe('Axes whose values belong together: the first of each, the second of each, and so on.'),
    points: z
      .record(z.string().regex(/^[a-z0-9][a-z0-9._-]*$/i, 'letters, digits, dots, dashes and underscores'), values)
      .optional()
      .describe('Points with a name: paths of keys with the values that they have there.'),
    random: z
      .strictObject({
        points: z.int().positive().describe('How many different points are drawn.'),
        seed: z.int().nonnegative().default(0).describe('Seed of the draws. More points keep those before.'),
        over: z.record(z.string(), distribution).describe('Paths of keys, each with what its value is drawn from.'),
      })
      .optional()
      .describe('Points at random.'),
    include: z
      .array(values)
      .min(1)
      .optional()
      .describe('Single points beside all combinations: paths of keys with their values.'),
    exclude: z
      .array(values)
      .min(1)
      .optional()
      .describe('Combinations that are left out: those that have all the values of an entry.'),
    seeds: z
      .int()
      .positive()
      .optional()
      .describe("Runs each point with so many seeds: the experiment's own, and those that follow it."),
    objective: objectiveSection
      .optional()
      .describe('What ranks the points; by default the metric that decides which checkpoint is the best.'),
    keep: z
      .strictObject({
        top: z
          .int()
          .positive()
          .describe('Of how many groups of seeds, the best ones, the checkpoints stay. Those of other complete points are deleted.'),
      })
      .optional()
      .describe('Which checkpoints stay; by default all do.'),
    retries: z
      .strictObject({
        limit: z
          .int()
          .nonnegative()
          .default(0)
          .describe('How often a point that failed is started again, in one start.'),
        wait: duration
          .default('30s')
          .describe('Before the first time. It doubles with each further time, up to an hour.'),
      })
      .prefault({})
      .describe('Starts points again that failed, such as for a disk that was full for a moment.'),
    fail_fast: z.boolean().default(false).describe('Stops all points as soon as one has failed.'),
  })
  .refine((sweep) => parts.some((part) => sweep[part] !== undefined), {
    error: `expected at least one of ${parts.map((part) => `\`${part}\``).join(', ')}`,
    // A misspelt part is told by itself.
    when: ({ issues }) => issues.length === 0,
  })
  .describe('Several runs of this experiment, in which some keys vary.');
export type SweepSection = z.output<typeof sweepSection>;
