import { z } from 'zod';
import type { ComponentSlot, Kind, SlotSchema } from '../src/registry/index.ts';
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

const parts = ['grid', 'zip', 'points', 'random', 'include', 'seeds', 'search'] as const;
/** A search proposes all points itself. */
const notInSearch = ['grid', 'zip', 'points', 'random', 'include'] as const;
const onlyInSearch = ['over', 'trials'] as const;

/** How many points a search tries, if the file doesn't say. */
export const defaultTrials = 30;

/**
 * What a search varies: paths of keys with what is drawn there, or `auto` for the range that the key has by default.
 */
const searched = z
  .union([z.array(z.string()).min(1), z.record(z.string(), z.union([z.literal('auto'), distribution]))])
  .optional()
  .describe(
    'What a search varies: a list of paths that have a range by default, or paths of keys, each with what its ' +
      'value is drawn from or `auto`. The path of a component, such as `loss`, varies its type and the keys of ' +
      'each type that have a range.',
  );

/** A component, or its type alone. */
function named(slot: SlotSchema, kind: Kind) {
  return z.union([slot(kind), z.string().meta({ slot: `${kind}-type` })]).superRefine((written, { addIssue }) => {
    if (typeof written !== 'string') return;
    const { error } = slot(kind).safeParse({ type: written });
    for (const issue of error?.issues ?? [])
      addIssue({ ...issue, path: issue.path[0] === 'type' ? [] : [...issue.path] });
  });
}

/** The section of a component that may be written as its type alone. */
export function componentOf(written: ComponentSlot | string): ComponentSlot {
  return typeof written === 'string' ? { type: written } : written;
}

export const sweepSection = (slot: SlotSchema) =>
  z
    .strictObject({
      search: named(slot, 'search')
        .optional()
        .describe('Proposes the points one by one, by the results of those before: `tpe`, or a section with its keys.'),
      trials: z
        .int()
        .positive()
        .optional()
        .describe(
          `How many different points a search tries; by default ${defaultTrials}. With \`seeds\`, each runs ` +
            'with every seed.',
        ),
      over: searched,
      prune: named(slot, 'pruner')
        .optional()
        .describe('Stops runs early that are worse than the others: `asha`, `median`, or a section with its keys.'),
      grid: axes
        .optional()
        .describe(
          'The axes: paths of keys, each with the list of its values. Every combination of the values is a run.',
        ),
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
            .describe(
              'How many groups of seeds, the best ones, keep their checkpoints. Those of other complete points ' +
                'are deleted.',
            ),
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
    .superRefine((sweep, { addIssue }) => {
      const [unwanted, why] =
        sweep.search === undefined
          ? [onlyInSearch, 'is a part of a search, and there is no `search`']
          : [notInSearch, 'can not be beside `search`, which proposes all points'];
      for (const part of unwanted)
        if (sweep[part] !== undefined)
          addIssue({ code: 'custom', path: [part], message: `expected no \`${part}\`: it ${why}` });
      if (sweep.search !== undefined && sweep.over === undefined)
        addIssue({ code: 'custom', path: ['search'], message: 'expected `over` beside `search`: what it varies' });
    })
    .refine((sweep) => parts.some((part) => sweep[part] !== undefined), {
      error: `expected at least one of ${parts.map((part) => `\`${part}\``).join(', ')}`,
      // A misspelt part is told by itself.
      when: ({ issues }) => issues.length === 0,
    })
    .describe('Several runs of this experiment, in which some keys vary.');
export type SweepSection = z.output<ReturnType<typeof sweepSection>>;
