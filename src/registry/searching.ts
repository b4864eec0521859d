import type { Distribution } from '../../schemas/index.ts';
import type { Random } from '../core/random.ts';
import type { Direction } from './contracts/metric.ts';

/** What a search can vary: ranges with ends, and choices. */
export type SearchRange = Exclude<Distribution, { readonly type: 'normal' }>;

/** Metadata of a parameter's schema: where a search looks if the experiment gives no range. */
export function searched(range: SearchRange): { readonly search: SearchRange } {
  return { search: range };
}

/**
 * What a search knows of a key that it varies. Ranges and logarithms are behind it: the space turns places into values.
 */
export type SearchDimension =
  /** A place in 0..1, where each part is as likely before anything is known. */
  | { readonly kind: 'number' }
  /** One of so many whole numbers, from 0, which have an order. */
  | { readonly kind: 'integer'; readonly count: number }
  /** One of so many choices, from 0, which have none. */
  | { readonly kind: 'choice'; readonly count: number };

/** A place in the space, a number for each dimension; undefined where the point has no such key. */
export type Position = readonly (number | undefined)[];

export interface SearchSpace {
  /** Those that decide whether others have a key come before them. */
  readonly dimensions: readonly SearchDimension[];
  /** Whether a point has the key, given the places in the dimensions before it. */
  isActive(dimension: number, before: Position): boolean;
}

/** A point that was proposed earlier. */
export interface Trial {
  readonly position: Position;
  /**
   * What has become of it. `pending`: it has not ended. `failed`: it has no value, which is worse than any. `pruned`:
   * it was stopped before its end, and its value is that of an early checkpoint.
   */
  readonly state: 'pending' | 'complete' | 'pruned' | 'failed';
  /** Smaller is better, whatever the metric's direction. Present if it is complete or pruned. */
  readonly loss?: number;
  /** The optimizer step at which it was stopped. */
  readonly step?: number;
}

/**
 * Proposes where to try next. It is a function without state: the same trials, oldest first, and the same random stream
 * give the same place.
 */
export interface Search {
  propose(space: SearchSpace, trials: readonly Trial[], random: Random): Position;
}

/** The validations of a run so far. */
export interface RunCourse {
  /** The value of the metric at each validation, oldest first; NaN if nothing could be counted. */
  readonly values: readonly number[];
  /** Whether it has trained to its end. */
  readonly isComplete: boolean;
}

/** What a pruner says of a run at its last validation. */
export interface Judgement {
  readonly keep: boolean;
  /** The value that it was compared with. */
  readonly cutoff: number;
  /** How many runs that value was made of, this one included where it counts. */
  readonly among: number;
}

/**
 * Says whether a run goes on after its last validation, by the courses of the others at that moment. It is a function
 * without state. Undefined if it doesn't judge here.
 */
export type Pruner = (
  own: readonly number[],
  others: readonly RunCourse[],
  direction: Direction,
) => Judgement | undefined;
