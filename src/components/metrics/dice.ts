import { defineComponent } from '../../registry/index.ts';
import { averagedRatio, checkAverage } from './averaged-ratio.ts';
import { ratioParams } from './params.ts';
import type { Ratio } from './ratio.ts';

/** `2 TP / (2 TP + FP + FN)`, under the name by which a field knows it. */
export function diceCoefficient(name: string): Ratio {
  return {
    name,
    numerator: ({ truePositives }) => 2 * truePositives,
    denominator: ({ truePositives, falseNegatives, falsePositives }) =>
      2 * truePositives + falseNegatives + falsePositives,
  };
}

export const dice = defineComponent({
  kind: 'metric',
  type: 'dice',
  description:
    'Dice coefficient: twice the correct pixels of a class, divided by its pixels in the target and those in ' +
    'the prediction. It is the F1 score.',
  params: ratioParams,
  check: checkAverage,
  build: (params, { classes }) => averagedRatio(diceCoefficient('dice'), params, classes),
});
