import { z } from 'zod';
import { defineScheduler, inUnit, unitParam } from './define-scheduler.ts';

export const multiStep = defineScheduler({
  type: 'multi-step',
  description:
    'Multiplies the learning rate by `gamma` at each of the milestones, as `torch.optim.lr_scheduler.MultiStepLR`.',
  example: { milestones: [400, 800] },
  params: z.strictObject({
    milestones: z.array(z.int().positive()).min(1).describe('Optimizer steps after which the rate changes, or epochs.'),
    gamma: z.number().positive().default(0.1).describe('Factor of each change.'),
    unit: unitParam,
  }),
  build:
    ({ milestones, gamma, unit }, span) =>
    (completed) =>
      gamma ** milestones.filter((milestone) => milestone <= inUnit(unit, completed, span)).length,
});
