import { z } from 'zod';
import { defineScheduler } from './define-scheduler.ts';

export const cosine = defineScheduler({
  type: 'cosine',
  description: 'The learning rate falls along half a cosine, as `torch.optim.lr_scheduler.CosineAnnealingLR`.',
  params: z.strictObject({
    total_steps: z
      .int()
      .positive()
      .optional()
      .describe(
        'Optimizer steps until the last learning rate; by default all steps of training. Afterwards the rate does not change.',
      ),
    min_factor: z.number().min(0).max(1).default(0).describe('The last learning rate divided by the first.'),
  }),
  build({ total_steps, min_factor }, { totalSteps }) {
    const last = total_steps ?? totalSteps;
    return (completedSteps) => {
      const progress = Math.min(completedSteps / last, 1);
      return min_factor + ((1 - min_factor) * (1 + Math.cos(Math.PI * progress))) / 2;
    };
  },
});
