import { z } from 'zod';
import { defineComponent, searched } from '../../registry/index.ts';
import { buildOverlap, checkOverlap, overlapParams } from './overlap.ts';

const weights = searched({ type: 'uniform', low: 0.1, high: 0.9 });

export const tversky = defineComponent({
  kind: 'loss',
  type: 'tversky',
  description:
    'Tversky loss (Salehi et al. 2017): one minus `I / (I + alpha FP + beta FN)`, mean over the classes, of ' +
    'which those that the target lacks count 0. It is that of segmentation_models.pytorch; `alpha` and `beta` ' +
    'of 0.5 give Dice.',
  params: overlapParams
    .extend({
      alpha: z.number().nonnegative().default(0.5).describe('Weight of false positives.').meta(weights),
      beta: z.number().nonnegative().default(0.5).describe('Weight of false negatives.').meta(weights),
      gamma: z
        .number()
        .positive()
        .default(1)
        .describe('Exponent of the mean over the classes (focal Tversky loss).')
        .meta(searched({ type: 'uniform', low: 0.5, high: 3 })),
    })
    .refine(({ alpha, beta }) => alpha + beta > 0, {
      path: ['beta'],
      message:
        'expected a number above 0 for `alpha` or `beta`, got 0 for both: the loss would be 0 whatever the ' +
        'network says',
    }),
  check: checkOverlap,
  build: ({ alpha, beta, ...params }, context) =>
    buildOverlap({ numerator: 1, intersection: 1 - alpha - beta, prediction: alpha, target: beta }, params, context),
});
