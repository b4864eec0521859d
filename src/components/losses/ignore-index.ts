import { z } from 'zod';
import type { Problem } from '../../core/errors/index.ts';
import type { ClassInfo } from '../../data/dataset.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';

/** A mask holds bytes. */
export const ignoreIndexParam = z
  .int()
  .nonnegative()
  .max(255)
  .default(IGNORE_INDEX)
  .describe('Mask value of ignored pixels. It is no class: metrics would count what the loss ignores.');

/** That the ignored value is a class, which the metrics count. */
export function ignoreIndexProblems(index: number, classes: readonly Pick<ClassInfo, 'name'>[]): Problem[] {
  const ignored = classes[index];
  if (!ignored) return [];
  return [
    {
      code: 'bad-value',
      path: 'loss.ignore_index',
      message:
        `expected loss and metrics to ignore the same pixels: the loss ignores ${index}, which is the class ` +
        `\`${ignored.name}\` for the metrics`,
      hints: [
        'to ignore it in both, give its values to `dataset.ignore` and leave the class out',
        'class weights (`class_weight`), where the loss has them, keep a class out of the loss alone with 0',
      ],
    },
  ];
}
