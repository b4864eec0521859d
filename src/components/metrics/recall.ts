import { defineComponent } from '../../registry/index.ts';
import { averagedRatio, checkAverage } from './averaged-ratio.ts';
import { ratioParams } from './params.ts';
import type { Ratio } from './ratio.ts';

const truePositiveRate: Ratio = {
  name: 'recall',
  numerator: ({ truePositives }) => truePositives,
  denominator: ({ truePositives, falseNegatives }) => truePositives + falseNegatives,
};

export const recall = defineComponent({
  kind: 'metric',
  type: 'recall',
  description:
    'Recall: correct pixels of a class, divided by all pixels of the class. Its micro average is pixel accuracy.',
  params: ratioParams,
  check: checkAverage,
  build: (params, { classes }) => averagedRatio(truePositiveRate, params, classes),
});
