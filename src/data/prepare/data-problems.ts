import type { Problem } from '../../core/errors/index.ts';
import { splitNames, type Dataset, type SplitName } from '../dataset.ts';

/** The most problems that are listed. */
const LISTED_PROBLEMS = 20;

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

/**
 * The first problems, and the number of the rest. A file may be in several splits or tiles; its problem is listed once.
 */
export function capped(problems: readonly Problem[]): readonly Problem[] {
  const each = [...new Map(problems.map((problem) => [problem.message, problem])).values()];
  if (each.length <= LISTED_PROBLEMS) return each;
  const rest = each.length - LISTED_PROBLEMS;
  const more: Problem = {
    code: 'bad-dataset',
    path: 'dataset',
    message: `the data has ${each.length} problems; ${rest} more like these are not listed`,
  };
  return [...each.slice(0, LISTED_PROBLEMS), more];
}
