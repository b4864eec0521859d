import { join } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import { describeHolder, tryLease, type HeldBy, type Holder, type Lease } from '../core/lease/index.ts';
import type { LedgerPoint } from './ledger.ts';
import { listSource, type PointSource } from './point-source.ts';
import { runPoints, type RunPointsOptions } from './run-points.ts';
import { selectPoints, type Selection } from './select.ts';
import { openSweepDirectory, readPoints, sweepPath } from './sweep-directory.ts';

export interface SweepOptions extends Selection, RunPointsOptions {
  readonly runsDirectory: string;
  /** Takes the sweep and its runs from processes on other machines without watching whether they live. */
  readonly force?: boolean | undefined;
  /** Where the points come from; by default the experiment's own list. */
  readonly source?: PointSource;
}

export interface SweepResult {
  readonly path: string;
  /** In the order in which the source gave them. */
  readonly points: readonly LedgerPoint[];
  readonly interrupted: boolean;
}

/**
 * Runs the points of a sweep that aren't finished, each in a process of its own. A point that fails doesn't stop the
 * others. When it is asked to stop, the processes save a checkpoint and end; when it is asked to kill, they just end.
 * @throws TesseraError `run-busy` if another process runs this sweep, `bad-argument` if a selected point doesn't exist,
 * `file-unreadable` if the state of a point is unknown, or the problems that the source finds in later points.
 * Then nothing was started.
 */
export async function runSweep(loaded: LoadedExperiment, options: SweepOptions): Promise<SweepResult> {
  const { source = listSource(loaded.points), runsDirectory, observer } = options;
  const problems = await source.check();
  if (problems.length > 0) throw new TesseraError(problems);
  const path = sweepPath(runsDirectory, loaded);
  const stop = new AbortController();
  const stopListening = options.onInterrupt(() => stop.abort());
  const lease = await leaseOf(path, options, stop.signal).catch((error: unknown) => {
    stopListening();
    throw error;
  });
  if (!lease) return { path, points: await readPoints(path, source.list() ?? []), interrupted: true };
  try {
    const directory = await openSweepDirectory(path, loaded, source);
    const selected = selectPoints(directory.points(), options);
    observer.opened(path, directory.points(), selected);
    for (const point of directory.points()) if (point.state === 'completed') source.tell(point);
    const [wanted, known] = [selected, directory.points()].map((points) => new Set(points.map(({ id }) => id)));
    const isWanted = ({ id }: LedgerPoint) => wanted!.has(id) || (!known!.has(id) && !options.only);
    const interrupted = await runPoints(directory, source, selected, isWanted, options, stop.signal);
    await directory.close();
    return { path, points: directory.points(), interrupted };
  } finally {
    observer.closed();
    await lease.release();
    stopListening();
  }
}

/**
 * Takes the sweep's lease; undefined if it was interrupted while it watched whether a holder on another machine lives.
 */
async function leaseOf(
  path: string,
  { observer, force }: SweepOptions,
  signal: AbortSignal,
): Promise<Lease | undefined> {
  const onWait = (holder: Holder | undefined) => observer.waiting?.(describeHolder(holder));
  const taking = tryLease(join(path, 'sweep.lease'), { signal, force, onWait });
  const lease = await taking.catch((error: unknown) => (signal.aborted ? undefined : Promise.reject(error as Error)));
  if (!lease || !('heldBy' in lease)) return lease;
  throw isBusy(path, lease);
}

function isBusy(path: string, { heldBy, isHere }: HeldBy): TesseraError {
  return new TesseraError({
    code: 'run-busy',
    message: `${describeHolder(heldBy)} is running this sweep now, in ${path}; one process at a time runs a sweep, on whatever machine`,
    hints: [
      'to run more of its points at a time, start it with a larger --jobs',
      isHere && heldBy ? `to stop it: kill -INT ${heldBy.pid}; it saves` : 'to run it here, stop it there first',
    ],
  });
}
