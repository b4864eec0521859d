import type { Problem } from '../../core/errors/index.ts';
import { splitNames, type Dataset, type SplitName } from '../dataset.ts';

/** One problem for each split without samples. */
export function emptySplits(dataset: Dataset, splits: readonly SplitName[] = splitNames): Problem[] {
  return splits
    .filter((split) => dataset.splits[split].length === 0)
    .map((split) => ({
      code: 'empty-split',
      path: 'dataset',
      message: `expected at least one sample in the split \`${split}\`, got none`,
      hints: ['check the lists or shares that divide the samples into splits'],
    }));
}
