import type { Curves, CurveValue } from '../runs/curves.ts';
import { splitNames } from '../data/dataset.ts';
import type { ReportCurve } from './document.ts';
import { orNull } from './numbers.ts';
import { thin } from './thin.ts';

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
      if (runs.length > 1 && !isCompared(split, tag)) return [];
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

function isCompared(split: string, tag: string): boolean {
  return (split === 'val' || (split === 'train' && tag === 'loss')) && !tag.startsWith('class/');
}

function drawnValue(value: CurveValue): number | null {
  return typeof value === 'number' && orNull(value) !== null ? Number(value.toPrecision(digits)) : null;
}
