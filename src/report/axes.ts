import { spreadOf } from '../runs/spread.ts';
import type { ReportAxis, ReportRun } from './document.ts';
import { jsonSpread } from './numbers.ts';

/** With more keys that differ, or fewer runs, what each one did can't be told. */
const mostAxes = 10;
const fewestRuns = 3;

/**
 * The keys that differ between runs, each with its values (numbers by their size, others as they come) and with how the runs
 * with each value do.
 * @param values by which runs are ranked; null for a run that has none
 */
export function axesOf(runs: readonly Pick<ReportRun, 'settings'>[], values: readonly (number | null)[]): ReportAxis[] {
  const keys = [...new Set(runs.flatMap(({ settings }) => settings.map(({ key }) => key)))];
  const axes = keys.map((key) => axisOf(key, runs, values)).filter((axis) => axis.values.length > 1);
  return axes.length > mostAxes || runs.length < fewestRuns ? [] : axes;
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
