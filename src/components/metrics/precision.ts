import { defineComponent } from '../../registry/index.ts';
import { averagedRatio, checkAverage } from './averaged-ratio.ts';
import { ratioParams } from './params.ts';
import type { Ratio } from './ratio.ts';

const positivePredictiveValue: Ratio = {
  name: 'precision',
  numerator: ({ truePositives }) => truePositives,
  denominator: ({ truePositives, falsePositives }) => truePositives + falsePositives,
  empty: 0,
};

export const precision = defineComponent({
  kind: 'metric',
  type: 'precision',
  description:
    'Precision: correct pixels of a class, divided by all pixels that are predicted as the class; 0 for a ' +
    'class that the target has and that is never predicted.',
  params: ratioParams,
  check: checkAverage,
  build: (params, { classes }) => averagedRatio(positivePredictiveValue, params, classes),
});
