import { z } from 'zod';
import { TesseraError } from '../../core/errors/index.ts';
import { defineComponent } from '../../registry/index.ts';
import { groupsParam } from './parameter-groups.ts';
import { learningRateParam, momentumParam, weightDecayParam } from './params.ts';

const params = z.strictObject({
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
});
export type SgdParams = z.output<typeof params>;

export const sgd = defineComponent({
  kind: 'optimizer',
  type: 'sgd',
  description: 'Stochastic gradient descent with momentum, as `torch.optim.SGD`.',
  params,
  async build(options, { parameters, firstSteps }) {
    if (options.nesterov && options.momentum === 0) throw nesterovAlone();
    if (options.nesterov && options.dampening > 0) throw nesterovDampened(options.dampening);
    const { createSgd } = await import('./sgd-optimizer.ts');
    return createSgd(parameters, options, firstSteps);
  },
});

function nesterovAlone(): TesseraError {
  return new TesseraError({
    code: 'bad-value',
    path: 'optimizer.nesterov',
    message: '`optimizer.nesterov` needs `optimizer.momentum` above 0, got 0',
    hints: ['set `momentum: 0.9`, or leave `nesterov` out'],
  });
}

function nesterovDampened(dampening: number): TesseraError {
  return new TesseraError({
    code: 'bad-value',
    path: 'optimizer.dampening',
    message: `\`optimizer.nesterov\` needs \`optimizer.dampening\` of 0, got ${dampening}`,
    hints: ['leave one of them out'],
  });
}
