import type { LedgerPoint } from './ledger.ts';
import type { SweepProgress } from './progress.ts';

/** Who watches a sweep. Calls must not throw. */
export interface SweepObserver {
  /** For another process, which holds this sweep or did: who it is. */
  waiting?(whom: string): void;
  opened(path: string, points: readonly LedgerPoint[], selected: readonly LedgerPoint[]): void;
  started(point: LedgerPoint): void;
  ended(point: LedgerPoint): void;
  /** About once a second. */
  progressed(progress: SweepProgress): void;
  interrupted(how: 'stop' | 'kill'): void;
  closed(): void;
}
