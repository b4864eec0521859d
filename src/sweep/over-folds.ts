import { spreadOf, type Spread } from '../runs/spread.ts';
import type { LedgerPoint } from './ledger.ts';

/** The axis of a cross validation: which fold is for validation. */
export const FOLD_AXIS = 'dataset.split.fold';

/** The points that differ in the fold only. */
export interface FoldSummary {
  /** What they have in common. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly folds: number;
  /** Mean over the folds of each metric that all have, and the standard deviation of a sample (divided by n - 1). */
  readonly metrics: Readonly<Record<string, Spread>>;
  /** The best validation values of the folds; absent if one has none. */
  readonly validation?: Spread;
}

/** One summary for each set of at least two completed points that differ in their fold only. */
export function overFolds(points: readonly LedgerPoint[]): FoldSummary[] {
  const sets = new Map<string, LedgerPoint[]>();
  for (const point of points) {
    if (!(FOLD_AXIS in point.overrides) || point.metrics === undefined) continue;
    const key = JSON.stringify(Object.entries(withoutFold(point)).sort(([a], [b]) => (a < b ? -1 : 1)));
    sets.set(key, [...(sets.get(key) ?? []), point]);
  }
  return [...sets.values()]
    .filter((set) => set.length > 1)
    .map((set) => {
      const best = set.flatMap(({ validation }) => validation?.value ?? []);
      return {
        overrides: withoutFold(set[0]!),
        folds: set.length,
        metrics: summarize(set),
        ...(best.length === set.length && { validation: spreadOf(best) }),
      };
    });
}

function withoutFold({ overrides }: LedgerPoint): Record<string, unknown> {
  return Object.fromEntries(Object.entries(overrides).filter(([axis]) => axis !== FOLD_AXIS));
}

function summarize(set: readonly LedgerPoint[]): FoldSummary['metrics'] {
  const names = Object.keys(set[0]!.metrics ?? {}).filter((name) => set.every(({ metrics }) => name in metrics!));
  return Object.fromEntries(names.map((name) => [name, spreadOf(set.map(({ metrics }) => metrics![name]!))]));
}
