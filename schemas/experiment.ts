import { z } from 'zod';
import type { SlotSchema } from '../src/registry/component.ts';
import { engineSection } from './engine.ts';
import { loaderSection } from './loader.ts';
import { logSection } from './log.ts';
import { sweepSection } from './sweep.ts';
import { trainSection } from './train.ts';

/** The schema of a resolved experiment (after `extends`, `--set` and interpolation), over the registered components. */
export function experimentSchema(slot: SlotSchema) {
  return z.strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]*$/i, 'letters, digits, dots, dashes and underscores')
      .describe('What the run folder is called.'),
    description: z.string().optional().describe('What this experiment is for.'),
    seed: z.int().nonnegative().default(0).describe('Every random draw of the run follows from it.'),
    plugins: z.array(z.string()).default([]).describe('Modules that register more components.'),
    dataset: slot('dataset').describe('Photos and masks.'),
    loader: loaderSection.prefault({}),
    augmentations: z.array(slot('augmentation')).default([]).describe('Applied in order, to training samples only.'),
    model: slot('model').describe('The network.'),
    loss: slot('loss').describe('What training minimises.'),
    metrics: z
      .array(slot('metric'))
      .min(1)
      .prefault([
        { type: 'iou', average: 'macro' },
        { type: 'recall', average: 'macro' },
      ])
      .describe('What validation and test report.'),
    optimizer: slot('optimizer').describe('How the parameters move.'),
    scheduler: slot('scheduler').prefault({ type: 'constant' }).describe('How the learning rate moves.'),
    train: trainSection,
    engine: engineSection.prefault({}),
    log: logSection(slot).prefault({}),
    sweep: sweepSection.optional(),
  });
}
export type Experiment = z.output<ReturnType<typeof experimentSchema>>;
