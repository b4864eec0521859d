import { spreadOf } from '../runs/spread.ts';
import { formatValue } from '../sweep/names.ts';
import { jsonSpread, type ReportAxis, type ReportRun, type Setting } from './document.ts';
import type { RunContent } from './read/read-run.ts';

/**
 * The keys that tell runs apart, and each run's values of them: the swept ones of a sweep's points, otherwise all that
 * differ. The seed has a place of its own.
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

/** With more keys that differ, or fewer runs, what each one did can't be told. */
const mostAxes = 10;
const fewestRuns = 3;

/**
 * The keys that differ between runs, each with its values (numbers by their size, others as they come) and with how the
 * runs with each value do.
 * @param values by which runs are ranked; null for a run that has none
 */
export function axesOf(runs: readonly Pick<ReportRun, 'settings'>[], values: readonly (number | null)[]): ReportAxis[] {
  const keys = [...new Set(runs.flatMap(({ settings }) => settings.map(({ key }) => key)))];
  const axes = keys.map((key) => axisOf(key, runs, values)).filter((axis) => axis.values.length > 1);
  return keys.length > mostAxes || runs.length < fewestRuns ? [] : axes;
}

function axisOf(
  key: string,
  runs: readonly Pick<ReportRun, 'settings'>[],
  ranked: readonly (number | null)[],
): ReportAxis {
  const places = new Map<string, { readonly number?: number; readonly runs: number[] }>();
  runs.forEach(({ settings }, run) => {
    const setting = settings.find((one) => one.key === key);
    if (!setting) return;
    const { text, number } = setting;
    const place = places.get(text) ?? { ...(number !== undefined && { number }), runs: [] };
    place.runs.push(run);
    places.set(text, place);
  });
  const values = [...places].map(([text, place]) => {
    const spread = spreadOf(place.runs.map((run) => ranked[run] ?? NaN));
    return { text, ...place, ...(spread.count > 0 && { validation: jsonSpread(spread) }) };
  });
  const isNumeric = values.every(({ number }) => number !== undefined);
  return { key, isNumeric, values: isNumeric ? values.toSorted((a, b) => a.number! - b.number!) : values };
}
