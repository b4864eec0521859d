import type { LedgerPoint } from '../sweep/ledger.ts';
import type { SweepObserver } from '../sweep/observer.ts';
import type { Emit } from './event-line.ts';

/** Tells what happens in a sweep as events, beside an observer. */
export function alsoAsEvents(observer: SweepObserver, emit: Emit): SweepObserver {
  const tell = (what: 'started' | 'ended' | 'retrying', point: LedgerPoint) => emit({ event: 'point', what, point });
  return {
    ...observer,
    opened(sweep) {
      observer.opened(sweep);
      const { path, points, selected } = sweep;
      const completed = points.filter(({ state }) => state === 'completed').length;
      emit({ event: 'start', of: 'sweep', path, points: points.length, completed, selected: selected.length });
    },
    started(point, threadsAsBefore) {
      observer.started(point, threadsAsBefore);
      tell('started', point);
    },
    ended(point) {
      observer.ended(point);
      tell('ended', point);
    },
    retrying(point, seconds) {
      observer.retrying?.(point, seconds);
      tell('retrying', point);
    },
  };
}
