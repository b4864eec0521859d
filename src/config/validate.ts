import type { z } from 'zod';
import type { Problem } from '../core/errors/index.ts';
import { describeIssue } from './describe-issue.ts';
import type { Issue } from './describe-value.ts';
import { poison } from './interpolate.ts';
import type { Report } from './parse.ts';
import { suggestKey } from './suggest.ts';
import { formatPath, nodeAt, toPlain, type MapNode, type Node, type Path } from './tree.ts';

/**
 * The validated value. If there are issues, each is reported at the place that wrote the value, and the result is
 * undefined.
 */
export function validate<T>(tree: MapNode, schema: z.ZodType<T>, report: Report): T | undefined {
  const result = schema.safeParse(toPlain(tree));
  if (result.success) return result.data;
  const { issues } = result.error;
  const misspelt = new Set(issues.flatMap((issue) => meantKeys(issue, tree, schema)));
  issues
    .filter(({ path }) => !isPoisoned(nodeAt(tree, path as Path)))
    .filter(({ path }) => !misspelt.has(formatPath(path as Path)))
    .flatMap((issue) => describeIssue(issue, tree, schema))
    .forEach(report);
  return undefined;
}

/**
 * Required keys that are missing because they are misspelt. They are not reported, so that one mistake is one problem.
 */
function meantKeys(issue: Issue, tree: MapNode, schema: z.ZodType): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = issue.path as Path;
  return issue.keys.flatMap((key) => {
    const { meant } = suggestKey([...path, key], tree, schema);
    const full = meant === undefined ? path : [...path, meant];
    return meant === undefined || nodeAt(tree, full) ? [] : [formatPath(full)];
  });
}

/** A reference that failed has been reported already. */
function isPoisoned(node: Node | undefined): boolean {
  if (node?.kind === 'scalar') return node.value === poison;
  const inner = node?.kind === 'list' ? node.items : [...(node?.entries.values() ?? [])].map((entry) => entry.node);
  return inner.some(isPoisoned);
}

/** Sorts by place, as compilers do: by file in order of appearance, then by line. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map((problem) => problem.where?.file))];
  const rank = (problem: Problem) => [
    files.indexOf(problem.where?.file),
    problem.where?.line ?? 0,
    problem.where?.column ?? 0,
  ];
  return problems.toSorted((a, b) => {
    const [ranksA, ranksB] = [rank(a), rank(b)];
    const at = ranksA.findIndex((value, index) => value !== ranksB[index]);
    return at === -1 ? 0 : ranksA[at]! - ranksB[at]!;
  });
}
