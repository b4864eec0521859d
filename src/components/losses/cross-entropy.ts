import { z } from 'zod';
import type { Problem } from '../../core/errors/index.ts';
import { defineComponent, searched, type Loss } from '../../registry/index.ts';
import { classWeight } from '../../tasks/semantic/class-weight.ts';
import { balancedWeights, classWeightParam, classWeights, weightProblems, writtenWeights } from './class-weights.ts';
import { ignoreIndexParam, ignoreIndexProblems } from './ignore-index.ts';

export const crossEntropy = defineComponent({
  kind: 'loss',
  type: 'cross-entropy',
  description: 'Softmax cross-entropy, averaged over the pixels that are not ignored, as `torch.nn.CrossEntropyLoss`.',
  params: z.strictObject({
    ignore_index: ignoreIndexParam,
    class_weight: classWeightParam,
    weight: classWeights
      .optional()
      .describe("PyTorch's name of `class_weight`. In a list of losses, `weight` is the factor of the loss instead."),
    label_smoothing: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Share of the target that is spread evenly over all classes.')
      .meta(searched({ type: 'uniform', low: 0, high: 0.2 })),
    ohem: z
      .strictObject({
        thresh: z
          .number()
          .min(0)
          .max(1)
          .default(0.7)
          .describe('Pixels count whose probability of the right class is below this. `0` leaves `min_kept` only.'),
        min_kept: z
          .int()
          .positive()
          .default(100_000)
          .describe(
            'The number of pixels per image, over the batch, that count at least: those of the lowest probability.',
          ),
      })
      .optional()
      .describe(
        'Online hard example mining: the pixels that the network is sure of have no loss, as with ' +
          '`OHEMPixelSampler` of mmsegmentation. The sum is still divided by all pixels that are not ignored.',
      ),
  }),
  check: ({ class_weight, weight, ignore_index }, { classes }) => [
    ...(class_weight !== undefined && weight !== undefined ? [bothWeights] : []),
    ...weightProblems(class_weight, classes, 'loss.class_weight'),
    ...weightProblems(weight, classes, 'loss.weight'),
    ...ignoreIndexProblems(ignore_index, classes),
  ],
  async build({ ignore_index, class_weight, weight, label_smoothing, ohem }, { classes }) {
    const { crossEntropyLoss } = await import('./cross-entropy-loss.ts');
    const given = class_weight ?? weight;
    const fixed = {
      ignoreIndex: ignore_index,
      labelSmoothing: label_smoothing,
      ...(ohem && { ohem: { thresh: ohem.thresh, minKept: ohem.min_kept } }),
    };
    const withWeights = (weights: readonly number[] | undefined): Loss => {
      const options = { ...fixed, weight: weights };
      return Object.assign<Loss, Pick<Loss, 'weightOf' | 'balanced'>>(
        (logits, target) => crossEntropyLoss(logits, target, options),
        {
          weightOf: (masks) => classWeight(masks, { classes: classes.length, ...options }),
          ...(given === 'balanced' && { balanced: (pixels) => withWeights(balancedWeights(pixels)) }),
        },
      );
    };
    return withWeights(writtenWeights(given));
  },
});

const bothWeights: Problem = {
  code: 'bad-value',
  path: 'loss.weight',
  message: 'expected the weights of the classes once, got `class_weight` and `weight`',
  hints: ['`weight` is another name of `class_weight`: remove it'],
};
