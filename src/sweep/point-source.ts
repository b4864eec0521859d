import type { SweepPoint } from '../config/index.ts';
import type { LedgerPoint } from './ledger.ts';

/** What a source may look at when it is asked for a point: the sweep's folder, and how its points are. */
export interface SweepState {
  readonly path: string;
  points(): readonly LedgerPoint[];
  /** Takes over what other processes have written of their points. */
  follow(): Promise<unknown>;
}

/**
 * Where the points of a sweep come from. They have an index, from 0, and whoever asks for an index gets the same point,
 * in this process or another one, now or later.
 */
export interface PointSource {
  /** How many points there are, or are to be. */
  readonly count: number;
  /** All points, if they don't depend on results; undefined for a search. */
  list(): readonly SweepPoint[] | undefined;
  /** The points that there are so far. */
  known(path: string): Promise<readonly SweepPoint[]>;
  /** The point with this index, made now if nobody has asked for it. Undefined if there is nothing to do. */
  at(index: number, sweep: SweepState): Promise<SweepPoint | undefined>;
}

/** The points of a list, in its order; results change nothing. */
export function listSource(points: readonly SweepPoint[]): PointSource {
  return {
    count: points.length,
    list: () => points,
    known: () => Promise.resolve(points),
    at: (index) => Promise.resolve(points[index]),
  };
}
