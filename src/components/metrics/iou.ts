import { defineComponent } from '../../registry/index.ts';
import { averagedRatio, ratioParams } from './averaged-ratio.ts';
import type { Ratio } from './ratio.ts';

const intersectionOverUnion: Ratio = {
  name: 'iou',
  numerator: ({ truePositives }) => truePositives,
  denominator: ({ truePositives, falseNegatives, falsePositives }) => truePositives + falseNegatives + falsePositives,
};

export const iou = defineComponent({
  kind: 'metric',
  type: 'iou',
  description:
    'Intersection over union (Jaccard index): correct pixels of a class, divided by all pixels that have the class in the target or in the prediction.',
  params: ratioParams,
  build: (params, { classes }) => averagedRatio(intersectionOverUnion, params, classes.length),
});
