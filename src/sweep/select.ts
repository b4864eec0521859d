import { nearest, TesseraError } from '../core/errors/index.ts';
import type { LedgerPoint, PointState } from './ledger.ts';

export interface Selection {
  /** Starts failed points too, from the beginning. */
  readonly rerun?: 'failed' | undefined;
  /** Selects only these points, by id or run name. */
  readonly only?: readonly string[] | undefined;
}

const alwaysStarted: ReadonlySet<PointState> = new Set(['waiting', 'interrupted', 'unknown']);

/**
 * The points to start now, in order: waiting points, and those that stopped before their end.
 * @throws TesseraError `bad-argument` if `only` names a point that doesn't exist
 */
export function selectPoints(points: readonly LedgerPoint[], { rerun, only }: Selection): readonly LedgerPoint[] {
  const wanted = only ? new Set(only.map((name) => find(points, name))) : new Set(points);
  return points.filter(
    (point) =>
      wanted.has(point) && (alwaysStarted.has(point.state) || (point.state === 'failed' && rerun === 'failed')),
  );
}

function find(points: readonly LedgerPoint[], name: string): LedgerPoint {
  const found = points.find((point) => point.id === name || point.name === name);
  if (found) return found;
  const near = nearest(
    name,
    points.flatMap((point) => [point.id, point.name]),
  );
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected --only to name one of the ${points.length} points of this sweep, got ${name}`,
    hints: [...(near === undefined ? [] : [`did you mean ${near}?`]), 'see them all with --dry-run'],
  });
}
