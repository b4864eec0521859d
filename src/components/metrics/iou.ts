import { defineComponent } from '../../registry/index.ts';
import { averagedRatio, checkAverage } from './averaged-ratio.ts';
import { ratioParams } from './params.ts';
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
    'Intersection over union (Jaccard index): correct pixels of a class, divided by all pixels that have the ' +
    'class in the target or in the prediction. The one of the whole split is shown beside that of images or ' +
    'batches.',
  params: ratioParams,
  check: checkAverage,
  build(params, { classes }) {
    const metric = averagedRatio(intersectionOverUnion, params, classes);
    if (params.per === 'dataset') return metric;
    const ofDataset = { ...params, per: 'dataset', reduction: 'mean' } as const;
    return { ...metric, companions: [averagedRatio(intersectionOverUnion, ofDataset, classes)] };
  },
});
