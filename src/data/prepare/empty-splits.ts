import type { Problem } from '../../core/errors/index.ts';
import { splitNames, type Dataset, type SplitName } from '../dataset.ts';

/** One problem for each split without samples. Where the data has no test split, only asking for it alone is one. */
export function emptySplits(dataset: Dataset, splits: readonly SplitName[] = splitNames): Problem[] {
  return splits
    .filter((split) => dataset.splits[split].length === 0)
    .filter((split) => split !== 'test' || dataset.hasTest !== false || splits.length === 1)
    .map((split) => ({
      code: 'empty-split',
      path: 'dataset',
      message: `expected at least one sample in the split \`${split}\`, got none`,
      hints: [
        split === 'test' && dataset.hasTest === false
          ? 'the data has no test split: `--split val` takes the validation'
          : 'check the lists or shares that divide the samples into splits',
      ],
    }));
}
