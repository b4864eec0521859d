import type { Problem } from '../core/errors/index.ts';
import type { Override } from './override.ts';
import type { Report } from './parse.ts';
import { toPlain, whereIs, type Node } from './tree.ts';

/** `loss.type="dice", seed=1` */
export function describePoint(overrides: Readonly<Record<string, unknown>>): string {
  return Object.entries(overrides)
    .map(([path, value]) => `${path}=${JSON.stringify(value)}`)
    .join(', ');
}

/** The values of overrides by path. */
export function plainOverrides(overrides: readonly Override[]): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const { path, value } of overrides) plain[path.join('.')] = toPlain(value);
  return plain;
}

/** Adds to a problem the point at which it occurs, and the axis that wrote the value. */
export function withPoint(problem: Problem, overrides: readonly Override[]): Problem {
  const axis = overrides.find(({ value }) => samePlace(problem, value) || contains(value, problem));
  const message = axis ? `axis \`${axis.path.join('.')}\`: ${problem.message}` : problem.message;
  if (overrides.length === 0) return problem;
  const point = describePoint(plainOverrides(overrides));
  return { ...problem, message, hints: [...(problem.hints ?? []), `in the sweep point ${point}`] };
}

/** Reports each problem once. */
export function reportOnce(report: Report): Report {
  const seen = new Set<string>();
  return (problem) => {
    if (!seen.has(identify(problem))) report(problem);
    seen.add(identify(problem));
  };
}

/** The same text for the same problem. */
export function identify({ code, message, where }: Problem): string {
  return [code, message, where?.file, where?.line, where?.column].join(' ');
}

function samePlace({ where }: Problem, { origin }: Node): boolean {
  const place = whereIs(origin);
  return where !== undefined && place.file === where.file && place.line === where.line && place.column === where.column;
}

function contains(node: Node, problem: Problem): boolean {
  if (node.kind === 'scalar') return samePlace(problem, node);
  const inner = node.kind === 'list' ? node.items : [...node.entries.values()].map((entry) => entry.node);
  return inner.some((item) => contains(item, problem));
}
