import { join } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import { describeHolder, tryLease, type Lease } from '../core/lease/index.ts';
import type { LedgerPoint } from './ledger.ts';
import { listSource, type PointSource } from './point-source.ts';
import { runPoints, type RunPointsOptions } from './run-points.ts';
import { selectPoints, type Selection } from './select.ts';
import { openSweepDirectory, readPoints, sweepPath } from './sweep-directory.ts';

export interface SweepOptions extends Selection, RunPointsOptions {
  readonly runsDirectory: string;
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
 * others. At the first interrupt the processes save a checkpoint and stop; at the second they are killed.
 * @throws TesseraError `run-busy` if another process runs this sweep, `bad-argument` if a selected point doesn't exist,
 * `file-unreadable` if the state of a point is unknown, or the problems that the source finds in later points.
 * Then nothing was started.
 */
export async function runSweep(loaded: LoadedExperiment, options: SweepOptions): Promise<SweepResult> {
  const { source = listSource(loaded.points), runsDirectory, observer } = options;
  const problems = await source.check();
  if (problems.length > 0) throw new TesseraError(problems);
  const path = sweepPath(runsDirectory, loaded);
  const lease = await leaseOf(path, options);
  if (!lease) return { path, points: await readPoints(path, source.list() ?? []), interrupted: true };
  try {
    const directory = await openSweepDirectory(path, loaded, source);
    const selected = selectPoints(directory.points(), options);
    observer.opened(path, directory.points(), selected);
    for (const point of directory.points()) if (point.state === 'completed') source.tell(point);
    const [wanted, known] = [selected, directory.points()].map((points) => new Set(points.map(({ id }) => id)));
    const isWanted = ({ id }: LedgerPoint) => wanted!.has(id) || (!known!.has(id) && !options.only);
    const interrupted = await runPoints(directory, source, selected, isWanted, options);
    await directory.close();
    return { path, points: directory.points(), interrupted };
  } finally {
    observer.closed();
    await lease.release();
  }
}

/**
 * Takes the sweep's lease; undefined if it was interrupted while it watched whether a holder on another machine lives.
 */
async function leaseOf(path: string, { observer, onInterrupt }: SweepOptions): Promise<Lease | undefined> {
  const watching = new AbortController();
  const stopListening = onInterrupt(() => watching.abort());
  const lease = await tryLease(join(path, 'sweep.lease'), {
    signal: watching.signal,
    onWait: (holder) => observer.waiting?.(describeHolder(holder)),
  })
    .catch((error: unknown) => (watching.signal.aborted ? undefined : Promise.reject(error as Error)))
    .finally(stopListening);
  if (!lease || !('heldBy' in lease)) return lease;
  const { heldBy, isHere } = lease;
  throw new TesseraError({
    code: 'run-busy',
    message: `${describeHolder(heldBy)} is running this sweep now, in ${path}`,
    hints: isHere && heldBy ? [`stop it first: kill -INT ${heldBy.pid}`] : ['stop it there first'],
  });
}
