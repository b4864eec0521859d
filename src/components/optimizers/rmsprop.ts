import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { groupsParam } from './parameter-groups.ts';
import { learningRateParam, momentumParam, weightDecayParam } from './params.ts';

const params = z.strictObject({
  lr: learningRateParam(1e-2),
  alpha: z.number().min(0).lt(1).default(0.99).describe("Decay of the running mean of the gradient's square."),
  eps: z.number().positive().default(1e-8).describe('Added to the denominator.'),
  momentum: momentumParam,
  centered: z.boolean().default(false).describe("Whether to divide by the gradient's deviation around its mean."),
  weight_decay: weightDecayParam,
  groups: groupsParam,
});
export type RmspropParams = z.output<typeof params>;

export const rmsprop = defineComponent({
  kind: 'optimizer',
  type: 'rmsprop',
  description: 'Divides the gradient by a running mean of its size, as `torch.optim.RMSprop`.',
  params,
  async build(options, { parameters }) {
    const { createRmsprop } = await import('./rmsprop-optimizer.ts');
    return createRmsprop(parameters, options);
  },
});
