import { defineComponent } from '../../registry/index.ts';
import { averagedRatio, checkAverage } from './averaged-ratio.ts';
import { ratioParams } from './params.ts';
import type { Ratio } from './ratio.ts';

const trueNegativeRate: Ratio = {
  name: 'specificity',
  numerator: ({ trueNegatives }) => trueNegatives,
  denominator: ({ trueNegatives, falsePositives }) => trueNegatives + falsePositives,
};

export const specificity = defineComponent({
  kind: 'metric',
  type: 'specificity',
  description:
    'Specificity: pixels that neither have a class nor are predicted as it, divided by all pixels that do not ' +
    'have it. An image that is all of one class has none for it.',
  params: ratioParams,
  check: checkAverage,
  build: (params, { classes }) => averagedRatio(trueNegativeRate, params, classes),
});
