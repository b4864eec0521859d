import { defineComponent } from '../../registry/index.ts';
import { adamParams } from './adam-params.ts';

export const adamw = defineComponent({
  kind: 'optimizer',
  type: 'adamw',
  description:
    'AdamW (Loshchilov and Hutter 2019) as `torch.optim.AdamW`: weight decay shrinks the parameters directly.',
  params: adamParams(1e-2),
  async build(params, { parameters, firstSteps }) {
    const { createAdam } = await import('./adam-optimizer.ts');
    return createAdam(parameters, params, { decoupled: true, firstSteps });
  },
});
