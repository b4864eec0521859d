import { defineComponent } from '../../registry/index.ts';
import { averagedRatio, checkAverage } from './averaged-ratio.ts';
import { diceCoefficient } from './dice.ts';
import { ratioParams } from './params.ts';

export const f1 = defineComponent({
  kind: 'metric',
  type: 'f1',
  description: 'F1 score: the harmonic mean of precision and recall. It is the Dice coefficient.',
  params: ratioParams,
  check: checkAverage,
  build: (params, { classes }) => averagedRatio(diceCoefficient('f1'), params, classes),
});
