import { z } from 'zod';
import { defineScheduler, inUnit, unitParam } from './define-scheduler.ts';

export const exponential = defineScheduler({
  type: 'exponential',
  description:
    'Multiplies the learning rate by `gamma` after every optimizer step or epoch, as ' +
    '`torch.optim.lr_scheduler.ExponentialLR`.',
  example: { gamma: 0.999 },
  params: z.strictObject({
    gamma: z.number().positive().max(1).describe('Factor of each change.'),
    unit: unitParam,
  }),
  build:
    ({ gamma, unit }, span) =>
    (completed) =>
      gamma ** inUnit(unit, completed, span),
});
