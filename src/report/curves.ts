import type { Curves, CurveValue } from '../runs/curves.ts';
import { splitNames } from '../data/dataset.ts';
import { orNull, type ReportCurve } from './document.ts';

/** Points of a curve that are drawn, for as many runs as that. The page stays a few megabytes large. */
const mostPoints = [
  { runs: 1, points: 2000 },
  { runs: 8, points: 600 },
  { runs: 40, points: 200 },
  { runs: Infinity, points: 80 },
] as const;
/** Digits of a value that is drawn. */
const digits = 6;

/** The curves of runs in their order. Of several runs, only those of the splits' losses and metrics. */
export function curvesOf(runs: readonly { readonly curves: Curves }[]): ReportCurve[] {
  const { points } = mostPoints.find((one) => runs.length <= one.runs)!;
  return runs.flatMap(({ curves }, run) =>
    [...curves].flatMap(([name, curve]): ReportCurve[] => {
      const { split, tag } = splitTag(name);
      if (isTold(tag) || (runs.length > 1 && !isCompared(split, tag))) return [];
      const sorted = [...curve].sort(([a], [b]) => a - b);
      const { steps, values } = thin(
        { steps: sorted.map(([step]) => step), values: sorted.map(([, value]) => drawnValue(value)) },
        points,
      );
      if (values.every((value) => value === null)) return [];
      return [
        {
          run,
          tag,
          split,
          steps: [...steps],
          values: [...values],
          ...(steps.length < sorted.length && { of: sorted.length }),
        },
      ];
    }),
  );
}

function splitTag(name: string): { readonly split: string; readonly tag: string } {
  const slash = name.indexOf('/');
  const split = name.slice(0, slash);
  const isKnown = split === 'run' || splitNames.some((known) => known === split);
  return isKnown ? { split, tag: name.slice(slash + 1) } : { split: 'run', tag: name };
}

/** The best value so far is told elsewhere, as a number. */
function isTold(tag: string): boolean {
  return tag.startsWith('best/');
}

function isCompared(split: string, tag: string): boolean {
  return (split === 'val' || (split === 'train' && tag === 'loss')) && !tag.startsWith('class/');
}

function drawnValue(value: CurveValue): number | null {
  return typeof value === 'number' && orNull(value) !== null ? Number(value.toPrecision(digits)) : null;
}

/** A curve: a value at each step. Null is a value that is no number. */
export interface Points {
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
}

/**
 * Leaves out points for drawing. The steps are divided into parts, of each of which the lowest and the highest value
 * stay, and one that is no number; so do the first point and the last. No more than `most` points are left, or half as
 * many again where values are no numbers.
 */
export function thin({ steps, values }: Points, most: number): Points {
  if (steps.length <= most) return { steps, values };
  const parts = Math.max(1, Math.floor((most - 2) / 2));
  const kept = new Set([0, steps.length - 1]);
  for (let part = 0; part < parts; part++) {
    const [from, to] = [part, part + 1].map((edge) => Math.floor((edge * steps.length) / parts)) as [number, number];
    for (const place of extremesOf(values, from, to)) kept.add(place);
  }
  const places = [...kept].sort((a, b) => a - b);
  return { steps: places.map((place) => steps[place]!), values: places.map((place) => values[place]!) };
}

/** The places of the lowest and the highest value, and of the first that is none. */
function extremesOf(values: readonly (number | null)[], from: number, to: number): number[] {
  let [lowest, highest, none] = [-1, -1, -1];
  for (let place = from; place < to; place++) {
    const value = values[place]!;
    if (value === null) none = none < 0 ? place : none;
    else {
      if (lowest < 0 || value < values[lowest]!) lowest = place;
      if (highest < 0 || value > values[highest]!) highest = place;
    }
  }
  return [lowest, highest, none].filter((place) => place >= 0);
}
