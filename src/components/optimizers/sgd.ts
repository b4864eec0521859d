import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';
import { groupsParam } from './parameter-groups.ts';
import { learningRateParam, momentumParam, weightDecayParam } from './params.ts';

const params = z
  .strictObject({
    lr: learningRateParam(1e-2),
    momentum: momentumParam,
    dampening: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Share of each gradient after the first that momentum leaves out.'),
    nesterov: z
      .boolean()
      .default(false)
      .describe('Whether to use Nesterov momentum; needs `momentum` above 0, and no `dampening`.'),
    weight_decay: weightDecayParam,
    groups: groupsParam,
  })
  .refine(({ nesterov, momentum }) => !nesterov || momentum > 0, {
    path: ['nesterov'],
    message: 'expected `momentum` above 0 beside `nesterov`, got 0: set `momentum: 0.9`, or leave `nesterov` out',
  })
  .refine(({ nesterov, dampening }) => !nesterov || dampening === 0, {
    path: ['dampening'],
    message: 'expected `dampening` of 0 beside `nesterov`: leave one of them out',
  });
export type SgdParams = z.output<typeof params>;

export const sgd = defineComponent({
  kind: 'optimizer',
  type: 'sgd',
  description: 'Stochastic gradient descent with momentum, as `torch.optim.SGD`.',
  params,
  async build(options, { parameters, firstSteps }) {
    const { createSgd } = await import('./sgd-optimizer.ts');
    return createSgd(parameters, options, firstSteps);
  },
});
