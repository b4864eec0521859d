import { defineComponent } from '../../registry/index.ts';
import { buildOverlap, checkOverlap, overlapParams } from './overlap.ts';

export const jaccard = defineComponent({
  kind: 'loss',
  type: 'jaccard',
  description:
    'Soft Jaccard (IoU) loss: one minus `I / (P + T - I)`, mean over the classes, of which those that the ' +
    'target lacks count 0. It is that of segmentation_models.pytorch.',
  params: overlapParams,
  check: checkOverlap,
  build: (params, context) =>
    buildOverlap({ numerator: 1, intersection: -1, prediction: 1, target: 1 }, params, context),
});
