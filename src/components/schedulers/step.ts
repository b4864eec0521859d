import { z } from 'zod';
import { defineScheduler, inUnit, unitParam } from './define-scheduler.ts';

export const step = defineScheduler({
  type: 'step',
  description:
    'Multiplies the learning rate by `gamma` after every `step_size` optimizer steps, as ' +
    '`torch.optim.lr_scheduler.StepLR`.',
  example: { step_size: 50 },
  params: z.strictObject({
    step_size: z.int().positive().describe('Optimizer steps between two changes, or epochs.'),
    gamma: z.number().positive().default(0.1).describe('Factor of each change.'),
    unit: unitParam,
  }),
  build:
    ({ step_size, gamma, unit }, span) =>
    (completed) =>
      gamma ** Math.floor(inUnit(unit, completed, span) / step_size),
});
