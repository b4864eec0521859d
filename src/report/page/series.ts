import type { Report, ReportGroup } from '../document.ts';

/** How a line is drawn: by a colour and, for those who don't see it, a dash. */
export interface Style {
  readonly color: string;
  /** A value of `stroke-dasharray`. */
  readonly dash?: string;
}

/** A curve of a chart. */
export interface Series {
  readonly name: string;
  readonly style: Style;
  /** Where the values are on the axis; they never fall. */
  readonly places: readonly number[];
  readonly values: readonly (number | null)[];
  /** Marks what belongs together, so that it is emphasised together. */
  readonly group?: number;
}

/** With its values as they are drawn. */
export type Drawn = Series & { readonly shown: readonly (number | null)[] };

const colors = 8;
const dashes = [undefined, '7 3', '2 3'];

/** The style of the n-th thing that is told apart. From the 25th on, lines are grey. */
export function styleOf(place: number): Style {
  const dash = dashes[Math.floor(place / colors)];
  if (place >= colors * dashes.length) return { color: 'var(--faint)' };
  return { color: `var(--series-${(place % colors) + 1})`, ...(dash !== undefined && { dash }) };
}

/**
 * The colour of the n-th of so many ranked things: its own if they are few, otherwise from strong (the best) to faint.
 */
export function mixedColor(place: number, count: number): string {
  if (count <= colors) return styleOf(place).color;
  const share = 1 - place / Math.max(1, count - 1);
  return `color-mix(in oklab, var(--series-1) ${Math.round(100 * share)}%, var(--series-5))`;
}

/** The styles of train, validation and test in the charts of one run. */
export const splitStyles: Readonly<Record<string, Style>> = {
  train: { color: 'var(--series-1)', dash: '5 3' },
  val: { color: 'var(--series-2)' },
  test: { color: 'var(--series-3)' },
};

/** What places and names of groups follow from. */
type Ranked = { readonly groups: Report['groups']; readonly runs: readonly Pick<Report['runs'][number], 'name'>[] };

/** The place of each run's group, by the run's place. */
export function groupPlaces({ runs, groups }: Ranked): number[] {
  const places = runs.map(() => 0);
  groups.forEach((group, place) => group.runs.forEach((run) => (places[run] = place)));
  return places;
}

/** What tells a group from the others in a few words. */
export function groupLabel({ runs, groups }: Ranked, group: ReportGroup): string {
  const settings = group.settings.filter(({ key }) => isVaried(groups, key));
  if (settings.length === 0 || settings.length > 4) return runs[group.runs[0]!]!.name;
  return settings.map(({ key, text }) => `${shortKey(key)} ${text}`).join(', ');
}

/** `lr` for `optimizer.lr`, `loss` for `loss.type`. */
export function shortKey(key: string): string {
  const parts = key.split('.');
  return (parts.at(-1) === 'type' ? parts.at(-2) : undefined) ?? parts.at(-1)!;
}

function isVaried(groups: readonly ReportGroup[], key: string): boolean {
  const texts = groups.map(({ settings }) => settings.find((one) => one.key === key)?.text);
  return new Set(texts).size > 1 || groups.length === 1;
}
