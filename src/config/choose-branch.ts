import type { Issue } from './describe-value.ts';

/**
 * Picks the branch of a choice that the person most likely meant, when a value fits none of them: the one that accepts
 * the value's type and has the fewest problems. Undefined if no branch stands out.
 */
export function chooseBranch(branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] | undefined {
  const near = branches.filter(
    (issues) => !issues.some((issue) => issue.path.length === 0 && isOtherType(issue, value)),
  );
  const ranked = near.toSorted((a, b) => badness(a) - badness(b));
  const [first, second] = ranked;
  if (!first || (second && badness(first) === badness(second) && near.length > 1)) return undefined;
  return first;
}

function isOtherType(issue: Issue, value: unknown): boolean {
  if (issue.code === 'invalid_value') return !issue.values.some((allowed) => typeof allowed === typeof value);
  return issue.code === 'invalid_type';
}

/**
 * How badly a value fits. An unknown key weighs more than a missing one, since the keys that are written show the
 * intent.
 */
function badness(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : 1), 0);
}
