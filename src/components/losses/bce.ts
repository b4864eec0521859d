import { z } from 'zod';
import { defineComponent, type Loss } from '../../registry/index.ts';
import { classWeight } from '../../tasks/semantic/class-weight.ts';
import { balancedWeights, classWeightParam, weightProblems, writtenWeights } from './class-weights.ts';
import { ignoreIndexParam, ignoreIndexProblems } from './ignore-index.ts';

export const bce = defineComponent({
  kind: 'loss',
  type: 'bce',
  description:
    'Binary cross-entropy of each class against the rest, by a sigmoid for each, averaged over the pixels that ' +
    'are not ignored and over the classes, as `torch.nn.BCEWithLogitsLoss` of one-hot targets. The class with ' +
    'the largest probability is predicted.',
  params: z.strictObject({
    class_weight: classWeightParam,
    pos_weight: z
      .array(z.number().nonnegative())
      .optional()
      .describe("Weights of each class's own pixels against those of the others; by default all are 1."),
    ignore_index: ignoreIndexParam,
  }),
  check: ({ class_weight, pos_weight, ignore_index }, { classes }) => [
    ...weightProblems(class_weight, classes, 'loss.class_weight'),
    ...weightProblems(pos_weight, classes, 'loss.pos_weight'),
    ...ignoreIndexProblems(ignore_index, classes),
  ],
  async build({ class_weight, pos_weight, ignore_index }, { classes }) {
    const { bceLoss } = await import('./bce-loss.ts');
    const withWeights = (weight: readonly number[] | undefined): Loss => {
      const options = { ignoreIndex: ignore_index, weight, posWeight: pos_weight };
      return Object.assign<Loss, Pick<Loss, 'weightOf' | 'balanced'>>(
        (logits, target) => bceLoss(logits, target, options),
        {
          weightOf: (masks) => classWeight(masks, { classes: classes.length, ignoreIndex: ignore_index }),
          ...(class_weight === 'balanced' && { balanced: (pixels) => withWeights(balancedWeights(pixels)) }),
        },
      );
    };
    return withWeights(writtenWeights(class_weight));
  },
});
