import type { z } from 'zod';
import { leftOut } from './left-out.ts';
import { applyOverride, checkPath, checkUnset, type Override } from './override.ts';
import type { Report } from './parse.ts';
import { whereIs, type MapNode } from './tree.ts';

/** What the paths of a sweep are checked against. */
export interface AxisContext {
  readonly tree: MapNode;
  readonly schema: z.ZodType;
  /** What all axes write: a path may be a parameter of a component that another axis chooses. */
  readonly others: readonly Override[];
}

/** Checks what an axis writes. A path is right if some combination with the other axes has its key. */
export function checkAxis(values: readonly Override[], context: AxisContext, report: Report): boolean {
  const [override] = values;
  if (!override) return true;
  const path = override.path.join('.');
  const why = override.path[0] === 'sweep' ? 'a sweep cannot contain a sweep' : leftOut(override.path)?.why;
  if (why !== undefined) {
    report({
      code: 'bad-axis',
      message: `expected an axis that changes what is learned, got \`${path}\`, which cannot be swept: ${why}`,
      where: whereIs(override.key),
      hints: ['remove this axis'],
    });
    return false;
  }
  const { tree, schema } = context;
  return (
    checkKey(override, context, report) && values.every((value) => checkUnset(tree, schema, value, 'bad-axis', report))
  );
}

/** Checks that some combination has the key. */
export function checkKey(override: Override, { tree, schema, others }: AxisContext, report: Report): boolean {
  const fits = (at: MapNode) => checkPath(at, schema, override, 'bad-axis', () => undefined);
  if (fits(tree)) return true;
  return (
    treesAbove(override.path, tree, schema, others).some(fits) || checkPath(tree, schema, override, 'bad-axis', report)
  );
}

/** Whether `other` can decide if there is a key at `path`: it writes a section above it, or that section's type. */
export function isAbove(other: readonly string[], path: readonly string[]): boolean {
  const section = other.at(-1) === 'type' ? other.slice(0, -1) : other;
  if (section.length >= path.length || other.join('.') === path.join('.')) return false;
  return section.every((key, depth) => key === path[depth]);
}

/** The most trees that are tried. */
const maxTrees = 500;

/** The trees that the values above a path make, one of each axis at a time, sections before their parts. */
function treesAbove(
  path: readonly string[],
  tree: MapNode,
  schema: z.ZodType,
  others: readonly Override[],
): readonly MapNode[] {
  const byPath = new Map<string, Override[]>();
  for (const other of ordered(others.filter((each) => isAbove(each.path, path)))) {
    const name = other.path.join('.');
    byPath.set(name, [...(byPath.get(name) ?? []), other]);
  }
  let trees: readonly MapNode[] = [tree];
  for (const values of byPath.values()) {
    const more = trees.flatMap((at) =>
      values
        .filter((value) => checkPath(at, schema, value, 'bad-axis', () => undefined))
        .map((value) => applyOverride(at, schema, value)),
    );
    trees = [...more, ...trees].slice(0, maxTrees);
  }
  return trees;
}

/** Sorts overrides: a section before its parts, a `type` before its parameters, whatever the order of the axes. */
export function ordered(overrides: readonly Override[]): readonly Override[] {
  if (overrides.length < 2) return overrides;
  return overrides.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ path }: Override): number {
  return path.length * 2 - (path.at(-1) === 'type' ? 1 : 0);
}
