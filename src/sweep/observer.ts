import type { Interrupt } from '../launch/launcher.ts';
import type { LedgerPoint } from './ledger.ts';
import type { SweepProgress } from './progress.ts';

/** An observer of a sweep. Calls must not throw. */
export interface SweepObserver {
  /** The sweep waits for another process (`whom`), which holds it or did. */
  waiting?(whom: string): void;
  opened(path: string, points: readonly LedgerPoint[], selected: readonly LedgerPoint[]): void;
  /** @param threadsAsBefore the threads that it gets because it had so many before */
  started(point: LedgerPoint, threadsAsBefore?: number): void;
  ended(point: LedgerPoint): void;
  /** About once a second. */
  progressed(progress: SweepProgress): void;
  interrupted(how: Interrupt): void;
  closed(): void;
}
