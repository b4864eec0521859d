import type { SweepPoint } from '../config/index.ts';
import type { Problem } from '../core/errors/index.ts';
import type { LedgerPoint } from './ledger.ts';

/** The source of a sweep's points. It is asked for the next points, and told their results. */
export interface PointSource {
  /** All points, if they don't depend on results; undefined for a search. */
  list(): readonly SweepPoint[] | undefined;
  /**
   * Problems of points still to come, such as those at the ends of each dimension of a search. Called before anything
   * is written or started. A source that lists its points has checked them already.
   */
  check(): Promise<readonly Problem[]> | readonly Problem[];
  /** At most `count` more points; none if there are no more, or none until a running one has ended. */
  next(count: number): readonly SweepPoint[];
  /** The point of an earlier start; undefined if the source no longer has it. */
  pointOf(earlier: Pick<LedgerPoint, 'id' | 'overrides'>): SweepPoint | undefined;
  /** Tells the source how a point ended, in this start or an earlier one. */
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
