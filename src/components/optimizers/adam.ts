import { defineComponent } from '../../registry/index.ts';
import { adamParams } from './adam-params.ts';

export const adam = defineComponent({
  kind: 'optimizer',
  type: 'adam',
  description: 'Adam (Kingma and Ba 2015) as `torch.optim.Adam`: weight decay is added to the gradient.',
  params: adamParams(0),
  async build(params, { parameters, firstSteps }) {
    const { createAdam } = await import('./adam-optimizer.ts');
    return createAdam(parameters, params, { decoupled: false, firstSteps });
  },
});
