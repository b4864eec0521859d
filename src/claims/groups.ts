import { pointKey } from '../runs/seed-groups.ts';
import type { Group } from './scope.ts';

/** A point of a sweep, as an expression may name it. */
export interface NamedPoint {
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Present if it has a name in the sweep: that name, and what varies beside it, with a comma between them. */
  readonly label?: string | undefined;
  /** Its whole configuration, for keys that vary at other points only. */
  readonly experiment: unknown;
}

/** Points that differ in their seed only are one group. Each has a value for every key that varies and that it has. */
export function groupsOf<T extends NamedPoint>(
  points: readonly T[],
  figuresOf: (point: T) => Pick<Group, 'figures' | 'beside'>,
): Group[] {
  const paths = [...new Set(points.flatMap(({ overrides }) => Object.keys(overrides)))].filter(
    (path) => path !== 'seed',
  );
  const groups = new Map<string, Group>();
  for (const point of points) {
    const key = pointKey(point.overrides);
    if (groups.has(key)) continue;
    const values = paths.flatMap((path) => {
      const value = path in point.overrides ? point.overrides[path] : valueAt(point.experiment, path);
      return value === undefined ? [] : [[path, value] as const];
    });
    const [name] = point.label?.split(',') ?? [];
    groups.set(key, { key, name, values: Object.fromEntries(values), ...figuresOf(point) });
  }
  return [...groups.values()];
}

function valueAt(config: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined),
      config,
    );
}
