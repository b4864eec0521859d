import { nearest, TesseraError } from '../core/errors/index.ts';
import { shownState } from '../runs/pruned.ts';
import type { LedgerPoint, PointState } from './ledger.ts';

/** Which points a sweep that is started again begins anew. */
export const rerunChoices = ['failed', 'lost', 'pruned', 'all'] as const;
export type Rerun = (typeof rerunChoices)[number];

export interface Selection {
  /** Starts these points too, from the beginning. Lost ones would otherwise go on from their last checkpoint. */
  readonly rerun?: Rerun | undefined;
  /** Selects only these points, by id or run name. */
  readonly only?: readonly string[] | undefined;
}

const alwaysStarted: ReadonlySet<PointState> = new Set(['waiting', 'interrupted', 'lost', 'unknown', 'running']);

/**
 * The points to start now, in order: waiting points, those that stopped before their end, and those that another
 * process runs, which may leave them unfinished.
 * @throws TesseraError `bad-argument` if `only` names a point that doesn't exist
 */
export function selectPoints(points: readonly LedgerPoint[], { rerun, only }: Selection): readonly LedgerPoint[] {
  const wanted = only ? new Set(only.map((name) => find(points, name))) : new Set(points);
  return points.filter((point) => wanted.has(point) && (isUnfinished(point) || startsAnew(point, rerun)));
}

/** Whether a point has yet to run, or to go on. One that runs now may have to go on when its process ends. */
export function isUnfinished({ state }: Pick<LedgerPoint, 'state'>): boolean {
  return alwaysStarted.has(state);
}

/** Whether a point begins anew, beside what it left. */
export function startsAnew(
  { state, attempts, pruned }: Pick<LedgerPoint, 'state' | 'attempts' | 'pruned'>,
  rerun: Rerun | undefined,
): boolean {
  if (rerun === 'all') return attempts > 0 && state !== 'running';
  return shownState({ state, pruned }) === rerun;
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
