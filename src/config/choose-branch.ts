import type { Issue } from './describe-value.ts';

/**
 * Of a choice that no branch of fits, the branch that the person most likely meant: the only one that the
 * value's own type fits, with the fewest problems. Undefined if none stands out.
 */
export function chooseBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const near = branches.filter(
    (issues) => !issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'),
  );
  const ranked = near.toSorted((a, b) => badness(a) - badness(b));
  const [first, second] = ranked;
  if (!first || (second && badness(first) === badness(second) && near.length > 1)) return undefined;
  return first;
}

/** An unknown key weighs more than a missing one: what is written says what is meant. */
function badness(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : 1), 0);
}
