import { z } from 'zod';
import { defineScheduler } from './define-scheduler.ts';
import { minFactorParam, totalStepsParam } from './params.ts';

export const cosine = defineScheduler({
  type: 'cosine',
  description: 'The learning rate falls along half a cosine, as `torch.optim.lr_scheduler.CosineAnnealingLR`.',
  params: z.strictObject({
    total_steps: totalStepsParam,
    min_factor: minFactorParam('last'),
  }),
  build({ total_steps, min_factor }, { totalSteps }) {
    const last = total_steps ?? totalSteps;
    return (completedSteps) => {
      const progress = Math.min(completedSteps / last, 1);
      return min_factor + ((1 - min_factor) * (1 + Math.cos(Math.PI * progress))) / 2;
    };
  },
});
