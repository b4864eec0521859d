import { formatValue } from '../sweep/names.ts';
import type { Setting } from './document.ts';
import type { RunContent } from './read/read-run.ts';

/**
 * The keys that tell runs apart, and each run's values of them: the swept ones of a sweep's points, otherwise all that differ.
 * The seed has a place of its own.
 * @param leftOut keys that make no other run
 */
export function settingsOf(runs: readonly RunContent[], leftOut: readonly string[]): Setting[][] {
  if (runs.every(({ point }) => point !== undefined)) {
    const keys = keysOf(
      runs.map(({ point }) => Object.keys(point!.overrides)),
      leftOut,
    );
    return runs.map(({ point }) =>
      keys.flatMap((key) => (Object.hasOwn(point!.overrides, key) ? [settingOf(key, point!.overrides[key])] : [])),
    );
  }
  const known = runs.filter(({ record }) => record !== undefined);
  const keys = keysOf(
    known.map(({ config }) => [...config.keys()]),
    leftOut,
  ).filter((key) => new Set(known.map(({ config }) => config.get(key))).size > 1);
  return runs.map(({ config }) => keys.flatMap((key) => (config.has(key) ? [settingOf(key, config.get(key))] : [])));
}

function keysOf(lists: readonly (readonly string[])[], leftOut: readonly string[]): string[] {
  const isLeftOut = (key: string) => ['seed', ...leftOut].some((path) => key === path || key.startsWith(`${path}.`));
  return [...new Set(lists.flat())].filter((key) => !isLeftOut(key));
}

function settingOf(key: string, value: unknown): Setting {
  return { key, text: formatValue(value), ...(typeof value === 'number' && { number: value }) };
}
