import { z } from 'zod';
import { defineScheduler, inUnit, unitParam } from './define-scheduler.ts';
import { minFactorParam } from './params.ts';

export const cosineRestarts = defineScheduler({
  type: 'cosine-restarts',
  description:
    'The learning rate falls along half a cosine, again and again, as ' +
    '`torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`.',
  example: { first_cycle: 100 },
  params: z.strictObject({
    first_cycle: z.int().positive().describe('Optimizer steps of the first fall, or epochs.'),
    cycle_factor: z.int().positive().default(1).describe('Length of each fall divided by that of the one before.'),
    min_factor: minFactorParam('lowest'),
    unit: unitParam,
  }),
  build:
    ({ first_cycle, cycle_factor, min_factor, unit }, span) =>
    (completed) => {
      let length = first_cycle;
      let position = inUnit(unit, completed, span);
      if (cycle_factor === 1) position %= length;
      while (position >= length) {
        position -= length;
        length *= cycle_factor;
      }
      return min_factor + ((1 - min_factor) * (1 + Math.cos((Math.PI * position) / length))) / 2;
    },
});
