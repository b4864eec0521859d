import { groupBy } from '../core/group-by.ts';
import type { RunInputs } from './inputs.ts';
import { leaves } from './leaves.ts';

/** Runs that are equal but for `seed`. */
export interface SeedGroup<T> {
  readonly key: string;
  readonly runs: readonly T[];
}

/** Groups in the order in which their first run comes. */
export function groupBySeed<T>(runs: readonly T[], keyOf: (run: T) => string): SeedGroup<T>[] {
  return [...groupBy(runs, keyOf)].map(([key, members]) => ({ key, runs: members }));
}

/**
 * Equal for configurations that differ in `seed` only, and in keys that can't change what is learned.
 *
 * @param leftOut paths of those keys and sections, as in `src/config/left-out.ts`
 * @param inputs what the run was trained with: other code of plugins or other weights are another group
 */
export function seedKey(
  config: unknown,
  leftOut: readonly string[],
  inputs?: Pick<RunInputs, 'plugins' | 'weights'>,
): string {
  const isLeftOut = (path: string) => ['seed', ...leftOut].some((key) => path === key || path.startsWith(`${key}.`));
  const counted = leaves('', config).filter(([path]) => !isLeftOut(path));
  const code = [...(inputs?.plugins ?? []), ...(inputs?.weights ?? [])].map(({ sha256 }) => sha256);
  return JSON.stringify([counted.sort(byPath), code.sort()]);
}

/** Equal for points of one sweep that differ in `seed` only. */
export function pointKey(overrides: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    Object.entries(overrides)
      .filter(([path]) => path !== 'seed')
      .sort(byPath),
  );
}

function byPath([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
