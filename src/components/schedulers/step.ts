import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

export const step = defineComponent({
  kind: 'scheduler',
  type: 'step',
  description:
    'Multiplies the learning rate by `gamma` after every `step_size` optimizer steps, as `torch.optim.lr_scheduler.StepLR`.',
  params: z.strictObject({
    step_size: z.int().positive().describe('Optimizer steps between two changes.'),
    gamma: z.number().positive().default(0.1).describe('Factor of each change.'),
  }),
  build:
    ({ step_size, gamma }) =>
    (completedSteps) =>
      gamma ** Math.floor(completedSteps / step_size),
});
