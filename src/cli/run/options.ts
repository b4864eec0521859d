import type { Rerun } from '../../sweep/select.ts';

/** What the command line says about a run. */
export interface RunOptions {
  readonly set?: readonly string[];
  readonly resume?: string;
  readonly acceptChanges?: boolean;
  readonly smoke?: boolean;
  readonly runs: string;
  /** The exact folder of this run. Sweeps use it. */
  readonly runDirectory?: string;
  /** The id that the experiment must have. Sweeps use it: a plugin may be edited while they run. */
  readonly expectId?: string;
  /** The file with the pruner of the sweep that this run is a point of. */
  readonly pruner?: string;
  /** Watches what was submitted until it has ended. Launches of commits use it. */
  readonly attach?: boolean;
  readonly json?: boolean;
  readonly jobs?: number;
  readonly rerun?: Rerun;
  readonly force?: boolean;
  /** Such as `10m`. */
  readonly maxTime?: string;
}
