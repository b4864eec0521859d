import { defineComponent } from '../../registry/index.ts';
import { buildOverlap, checkOverlap, overlapParams } from './overlap.ts';

export const dice = defineComponent({
  kind: 'loss',
  type: 'dice',
  description:
    'Soft Dice loss (Milletari et al. 2016): one minus `2 I / (P + T)`, mean over the classes, of which those ' +
    'that the target lacks count 0. It is that of segmentation_models.pytorch.',
  params: overlapParams,
  check: checkOverlap,
  build: (params, context) =>
    buildOverlap({ numerator: 2, intersection: 0, prediction: 1, target: 1 }, params, context),
});
