import { z } from 'zod';
import { defineComponent, searched, type Loss } from '../../registry/index.ts';
import { classWeight } from '../../tasks/semantic/class-weight.ts';
import { balancedWeights, classWeights, weightProblems, writtenWeights, type ClassWeights } from './class-weights.ts';
import { ignoreIndexParam, ignoreIndexProblems } from './ignore-index.ts';

/** The pixels that are not ignored, the sum of their alphas, or (1 at least) those that are not of class 0. */
const normalizers = ['pixels', 'alpha', 'foreground'] as const;
export type Normalizer = (typeof normalizers)[number];

export const focal = defineComponent({
  kind: 'loss',
  type: 'focal',
  description:
    'Focal loss (Lin et al. 2017): cross-entropy times `(1 - p)^gamma`, averaged over the pixels that are not ignored.',
  params: z.strictObject({
    gamma: z
      .number()
      .nonnegative()
      .default(1)
      .describe('How strongly the weight of well-classified pixels is reduced; `0` gives cross-entropy.')
      .meta(searched({ type: 'uniform', low: 0, high: 5 })),
    alpha: z
      .union([z.number().min(0).max(1), classWeights])
      .optional()
      .describe(
        'Weights of the classes, in their order, or `balanced`; by default all are 1. A number, such as the ' +
          "paper's 0.25, is the weight of every class but the first, which gets the rest to 1.",
      ),
    normalizer: z
      .enum(normalizers)
      .default('pixels')
      .describe(
        'What the sum is divided by. `pixels`: those that are not ignored; `alpha`: the sum of their alphas; ' +
          '`foreground`: as in the paper, those that are not of the first class, or 1 without any.',
      ),
    ignore_index: ignoreIndexParam,
  }),
  check: ({ alpha, ignore_index }, { classes }) => [
    ...weightProblems(spread(alpha, classes.length), classes, 'loss.alpha'),
    ...ignoreIndexProblems(ignore_index, classes),
  ],
  async build({ gamma, alpha, normalizer, ignore_index }, { classes }) {
    const given = spread(alpha, classes.length);
    const { focalLoss } = await import('./focal-loss.ts');
    const withAlpha = (weights: readonly number[] | undefined): Loss => {
      const options = { gamma, ignoreIndex: ignore_index, alpha: weights, normalizer };
      return Object.assign<Loss, Pick<Loss, 'weightOf' | 'balanced'>>(
        (logits, target) => focalLoss(logits, target, options),
        {
          weightOf: (masks) => divisor(masks, { classes: classes.length, ...options }),
          ...(given === 'balanced' && { balanced: (pixels) => withAlpha(balancedWeights(pixels)) }),
        },
      );
    };
    return withAlpha(writtenWeights(given));
  },
});

function spread(alpha: number | ClassWeights | undefined, classes: number): ClassWeights | undefined {
  if (typeof alpha !== 'number') return alpha;
  return Array.from({ length: classes }, (_, index) => (index === 0 ? 1 - alpha : alpha));
}

interface DivisorOptions {
  readonly classes: number;
  readonly ignoreIndex: number;
  readonly alpha: readonly number[] | undefined;
  readonly normalizer: Normalizer;
}

/** What the loss of a batch is divided by. */
function divisor(masks: Uint8Array, { classes, ignoreIndex, alpha, normalizer }: DivisorOptions): number {
  const sum = (weight?: readonly number[]) => classWeight(masks, { classes, ignoreIndex, weight });
  if (normalizer === 'alpha') return sum(alpha);
  const pixels = sum();
  if (normalizer === 'pixels' || pixels === 0) return pixels;
  return Math.max(1, sum(Array.from({ length: classes }, (_, index) => Number(index > 0))));
}
