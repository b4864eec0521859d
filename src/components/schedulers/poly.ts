import { z } from 'zod';
import { defineScheduler } from './define-scheduler.ts';
import { minFactorParam, totalStepsParam } from './params.ts';

export const poly = defineScheduler({
  type: 'poly',
  description: 'The learning rate falls as `(1 - t / T)^power`, as PolyLR in mmsegmentation.',
  params: z.strictObject({
    power: z.number().positive().default(0.9).describe('Exponent; `1` gives a straight line.'),
    total_steps: totalStepsParam,
    min_factor: minFactorParam('last'),
  }),
  build({ power, total_steps, min_factor }, { totalSteps }) {
    const last = total_steps ?? totalSteps;
    return (completedSteps) => min_factor + (1 - min_factor) * Math.max(1 - completedSteps / last, 0) ** power;
  },
});
