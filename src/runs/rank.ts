import type { Direction } from '../registry/index.ts';
import { differenceOf, type Difference } from './difference.ts';
import type { BestValidation } from './figures.ts';
import { groupBySeed, type SeedGroup } from './seed-groups.ts';
import { spreadOf, type Spread } from './spread.ts';

/** A run, as far as ranking needs to know it. */
export interface Rankable {
  /** Equal for runs that differ in `seed` only: `seedKey` or `pointKey`. */
  readonly key: string;
  readonly validation?: BestValidation | undefined;
  /** Whether it was trained to its end. By default it was. */
  readonly isComplete?: boolean;
}

/** What runs are ranked by. */
export interface Objective {
  readonly metric: string;
  readonly direction: Direction;
}

export interface RankedGroup<T> extends SeedGroup<T> {
  /**
   * The best validation values of its complete runs; of all of them, as long as none is complete. Absent if none has
   * one of the objective's metric.
   */
  readonly validation?: Spread;
  /** How far it is from the first group; absent for that one, and where a group has one value only. */
  readonly apart?: Difference;
}

export interface Ranking<T> {
  /** Absent if no run has a validation yet. */
  readonly objective?: Objective;
  /** The best mean first. Groups without a value come last, in their own order. */
  readonly groups: readonly RankedGroup<T>[];
}

/**
 * Ranks groups of runs that are equal but for `seed` by the mean of their best validation values. Test values have no
 * part in it. Runs whose best checkpoint was chosen by another metric than the objective's have no value.
 *
 * @param objective by default the metric of the first run that has a validation
 */
export function rankBySeeds<T extends Rankable>(
  runs: readonly T[],
  objective: Objective | undefined = objectiveOf(runs),
): Ranking<T> {
  const groups = groupBySeed(runs, ({ key }) => key);
  if (!objective) return { groups };
  const sorted = groups
    .map((group): RankedGroup<T> => {
      const complete = group.runs.filter(({ isComplete = true }) => isComplete);
      const counted = complete.length > 0 ? complete : group.runs;
      const validation = spreadOf(counted.map((run) => rankedValue(run, objective)));
      return validation.count > 0 ? { ...group, validation } : group;
    })
    .toSorted(bestFirst(objective, ({ validation }) => validation?.mean));
  const first = sorted[0]?.validation;
  return {
    objective,
    groups: sorted.map((group, index) => {
      const apart = index > 0 && first && group.validation ? differenceOf(group.validation, first) : undefined;
      return apart ? { ...group, apart } : group;
    }),
  };
}

/** The metric that decided in the first run that has a validation in which something could be counted. */
export function objectiveOf(runs: readonly Pick<Rankable, 'validation'>[]): Objective | undefined {
  const known = runs.flatMap(({ validation }) => validation ?? []);
  const found = known.find(({ value }) => !Number.isNaN(value)) ?? known[0];
  return found && { metric: found.metric, direction: found.direction };
}

/** Compares by a value, the best first. What has none comes last, in its own order. */
export function bestFirst<T>(
  { direction }: Pick<Objective, 'direction'>,
  valueOf: (one: T) => number | undefined,
): (a: T, b: T) => number {
  const sign = direction === 'min' ? 1 : -1;
  const place = (one: T) => {
    const value = valueOf(one);
    return value === undefined || Number.isNaN(value) ? Infinity : sign * value;
  };
  return (a, b) => (place(a) === place(b) ? 0 : place(a) - place(b));
}

/** The best validation value of a run, if it is one of the objective's metric; NaN otherwise. */
export function rankedValue({ validation }: Pick<Rankable, 'validation'>, { metric }: Objective): number {
  return validation?.metric === metric ? validation.value : NaN;
}
