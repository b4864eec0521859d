import { listed } from '../../core/listed.ts';
import type { Problem } from '../../core/errors/index.ts';
import type { Dataset } from '../dataset.ts';
import { groupFiles } from './group-files.ts';
import { describeValues } from './describe-values.ts';
import { addValues } from './value-totals.ts';

/** The most problems that are listed. */
const LISTED_PROBLEMS = 20;

/**
 * The problems of many samples as a person reads them: files with the same problem are one, by kinds, and so are masks
 * with values that mean nothing; of the rest the first are listed with the number of the others. A file may be in
 * several splits or tiles; its problem is told once.
 */
export function summarizeProblems(
  problems: readonly Problem[],
  dataset: Pick<Dataset, 'classes' | 'explainValues'>,
): readonly Problem[] {
  const each = [...new Map(problems.map((problem) => [problem.message, problem])).values()];
  const strange = each.filter(({ found }) => found !== undefined);
  const rest = each.filter(({ found }) => found === undefined);
  return [...capped(groupFiles(rest)), ...(strange.length > 0 ? [strangeValues(strange, dataset)] : [])];
}

function capped(each: readonly Problem[]): readonly Problem[] {
  if (each.length <= LISTED_PROBLEMS) return each;
  const more: Problem = {
    code: 'bad-dataset',
    path: 'dataset',
    message: `the data has ${each.length} problems; ${each.length - LISTED_PROBLEMS} more like these are not listed`,
  };
  return [...each.slice(0, LISTED_PROBLEMS), more];
}

/** One problem for all masks with values that mean nothing, with what the values probably mean. */
function strangeValues(
  problems: readonly Problem[],
  { classes, explainValues }: Pick<Dataset, 'classes' | 'explainValues'>,
): Problem {
  const first = problems[0]!;
  const values = addValues(problems.map(({ found }) => found!));
  const unknown = values.filter(({ label }) => label === undefined);
  const told = unknown.map(({ value, masks }) => `${value} in ${masks}`);
  const message =
    problems.length === 1
      ? first.message
      : `${problems.length} masks have values that are no class, ${listed(told)}; the first: ${first.message}`;
  return {
    ...first,
    message,
    hints: [...describeValues(values, classes), ...(explainValues?.(values) ?? []), ...(first.hints ?? [])],
  };
}
