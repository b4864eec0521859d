import { z } from 'zod';
import type { Problem } from '../../core/errors/index.ts';
import { listed } from '../../core/listed.ts';
import type { ClassInfo } from '../../data/dataset.ts';

/** One weight for each class, or weights from the pixels of the training split. */
export const classWeights = z.union([z.array(z.number().nonnegative()), z.literal('balanced')]);
export type ClassWeights = z.output<typeof classWeights>;

export const classWeightParam = classWeights
  .optional()
  .describe(
    'Weights of the classes, in their order; by default all are 1. `balanced` takes them from the training ' +
      'split: all pixels that count, divided by the number of classes and by the pixels of the class.',
  );

/**
 * Weights by which every class has the same share of the sum: `total / (classes * pixels)`, as scikit-learn's
 * `class_weight='balanced'`. A class without pixels has the weight 0.
 */
export function balancedWeights(classPixels: readonly number[]): number[] {
  const total = classPixels.reduce((sum, pixels) => sum + pixels, 0);
  return classPixels.map((pixels) => (pixels === 0 ? 0 : total / (classPixels.length * pixels)));
}

/** The weights that are written; undefined for `balanced` as long as nothing is counted, when all classes are alike. */
export function writtenWeights(weights: ClassWeights | undefined): readonly number[] | undefined {
  return weights === 'balanced' ? undefined : weights;
}

/** What is wrong with the weights at `path`: there is one for each class, and one is above 0. */
export function weightProblems(
  weights: ClassWeights | undefined,
  classes: readonly Pick<ClassInfo, 'name'>[],
  path: string,
): Problem[] {
  if (!Array.isArray(weights)) return [];
  if (weights.length !== classes.length) {
    const message = `expected a weight for each class, ${classes.length}; got ${weights.length}`;
    return [
      { code: 'bad-value', path, message, hints: [`the classes are ${listed(classes.map(({ name }) => name))}`] },
    ];
  }
  if (weights.some((weight) => weight > 0)) return [];
  const message = 'expected a weight above 0, got zeros only: nothing would train';
  return [{ code: 'bad-value', path, message, hints: ['leave it out for equal weights'] }];
}
