import type { SweepPoint } from '../config/index.ts';
import type { Problem } from '../core/errors/index.ts';
import type { LedgerPoint } from './ledger.ts';

/** Where a sweep's points come from: it is asked for the next ones, and told what became of them. */
export interface PointSource {
  /** Every point, if that can be said before any result; undefined for a search. */
  list(): readonly SweepPoint[] | undefined;
  /**
   * What would be wrong with points still to come, such as those at the ends of each dimension of a search. Called before
   * anything is written or started. A source that lists its points has checked them.
   */
  check(): Promise<readonly Problem[]> | readonly Problem[];
  /** At most `count` more points; none if there are no more, or none until a running one has ended. */
  next(count: number): readonly SweepPoint[];
  /** A point of an earlier start, as it was; undefined if the source has no such point any more. */
  pointOf(earlier: Pick<LedgerPoint, 'id' | 'overrides'>): SweepPoint | undefined;
  /** How a point ended, in this start or an earlier one. */
  tell(ended: LedgerPoint): void;
}

/** The points of a list, in its order; results change nothing. */
export function listSource(points: readonly SweepPoint[]): PointSource {
  const byId = new Map(points.map((point) => [point.id, point]));
  let given = 0;
  return {
    list: () => points,
    check: () => [],
    next: (count) => points.slice(given, (given += count)),
    pointOf: ({ id }) => byId.get(id),
    tell: () => {},
  };
}
