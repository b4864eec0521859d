import { z } from 'zod';
import { TesseraError } from '../../core/errors/index.ts';
import { defineComponent } from '../../registry/index.ts';

const params = z.strictObject({
  lr: z.number().positive().default(1e-2).describe('Learning rate, before the scheduler.'),
  momentum: z.number().min(0).lt(1).default(0).describe('Share of the last update that is kept in the next one.'),
  nesterov: z.boolean().default(false).describe('Whether to use Nesterov momentum; needs `momentum` above 0.'),
  weight_decay: z.number().nonnegative().default(0).describe('The parameter times this is added to the gradient.'),
});
export type SgdParams = z.output<typeof params>;

export const sgd = defineComponent({
  kind: 'optimizer',
  type: 'sgd',
  description: 'Stochastic gradient descent with momentum, as `torch.optim.SGD`.',
  params,
  async build(options, { parameters }) {
    if (options.nesterov && options.momentum === 0) throw nesterovAlone();
    const { createSgd } = await import('./sgd-optimizer.ts');
    return createSgd(parameters, options);
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
