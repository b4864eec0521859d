import type { Interrupt } from '../launch/launcher.ts';
import type { LedgerPoint } from './ledger.ts';
import type { SweepProgress } from './progress.ts';

/** What is there when a sweep is started. */
export interface OpenedSweep {
  readonly path: string;
  readonly points: readonly LedgerPoint[];
  /** How many there are, or are to be: a search has those that it proposed so far. */
  readonly count: number;
  /** Those of them that are to run now. */
  readonly selected: readonly LedgerPoint[];
  /** Points that had a run whose folder is gone. They run again. */
  readonly gone: readonly LedgerPoint[];
  /** An earlier sweep of the same file with another base: what differs, such as `optimizer.lr: 0.1 -> 0.01`. */
  readonly changed?: { readonly path: string; readonly differences: readonly string[] } | undefined;
}

/** An observer of a sweep. Calls must not throw. */
export interface SweepObserver {
  /** The sweep waits for another process (`whom`), which changes its ledger, or did. */
  waiting?(whom: string): void;
  opened(sweep: OpenedSweep): void;
  /** @param threadsAsBefore the threads that it gets because it had so many before */
  started(point: LedgerPoint, threadsAsBefore?: number): void;
  ended(point: LedgerPoint): void;
  /** Another process runs points of this sweep too. */
  shared?(): void;
  /** A point that failed is started again. */
  retrying?(point: LedgerPoint, seconds: number): void;
  /** About once a second. */
  progressed(progress: SweepProgress): void;
  interrupted(how: Interrupt): void;
  /** A point has failed, or the time is up: the others save and end. */
  stopped?(why: 'failure' | 'time'): void;
  closed(): void;
}
