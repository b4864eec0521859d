import { z } from 'zod';
import type { SlotSchema } from '../src/registry/component.ts';
import { engineSection } from './engine.ts';
import { launchSection } from './launch.ts';
import { loaderSection } from './loader.ts';
import { logSection } from './log.ts';
import { lossSection } from './loss.ts';
import { questionSection } from './question.ts';
import { sweepSection } from './sweep.ts';
import { trainSection } from './train.ts';

/** The schema of a resolved experiment (after `extends`, `--set` and interpolation), over the registered components. */
export function experimentSchema(slot: SlotSchema) {
  return z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9][a-z0-9._-]*$/i, 'letters, digits, dots, dashes and underscores')
        .describe('Name of the experiment, with which the names of its run folders begin.'),
      description: z.string().optional().describe('Purpose of this experiment.'),
      seed: z.int().nonnegative().default(0).describe('Seed of every random draw of the run.'),
      plugins: z.array(z.string()).default([]).describe('Modules that register further components.'),
      dataset: slot('dataset').describe('The photos and masks, and their splits.'),
      loader: loaderSection.prefault({}),
      augmentations: z
        .array(slot('augmentation'))
        .default([])
        .describe('Random changes of training samples, applied in this order.'),
      model: slot('model').describe('The network.'),
      loss: lossSection(slot),
      metrics: z
        .array(slot('metric'))
        .min(1)
        .prefault([
          { type: 'iou', average: 'macro' },
          { type: 'recall', average: 'macro' },
        ])
        .describe('Figures that validation and test report.'),
      optimizer: slot('optimizer').describe('How each step changes the parameters.'),
      scheduler: slot('scheduler')
        .prefault({ type: 'constant' })
        .describe('How the learning rate changes during training.'),
      train: trainSection,
      engine: engineSection.prefault({}),
      log: logSection(slot).prefault({}),
      sweep: sweepSection(slot).optional(),
      launch: launchSection(slot).optional(),
      question: questionSection.optional(),
    })
    .superRefine(({ dataset, train }, { addIssue }) => {
      if (train.augment_validation && dataset['evaluate_at'] === 'original') {
        const message =
          'expected validation samples that stay as they are: with `dataset.evaluate_at: original`, masks of ' +
          'unchanged photos are what predictions are compared with';
        addIssue({ code: 'custom', path: ['train', 'augment_validation'], message });
      }
    });
}

export type Experiment = z.output<ReturnType<typeof experimentSchema>>;
