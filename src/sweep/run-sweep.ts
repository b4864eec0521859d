import { join } from 'node:path';
import type { LoadedExperiment } from '../config/index.ts';
import { describeHolder, waitForLease, type Holder, type Lease } from '../core/lease/index.ts';
import { changedBase } from './changed-base.ts';
import { findSweep } from './find-sweep.ts';
import { keepTop } from './keep-top.ts';
import { readLedger, type LedgerPoint } from './ledger.ts';
import { listSource, type PointSource } from './point-source.ts';
import { runPoints, type PointsEnd, type RunPointsOptions } from './run-points.ts';
import { selectPoints, type Selection } from './select.ts';
import { sourceOf } from './source-of.ts';
import { openSweepDirectory, readPoints, type SweepDirectory } from './sweep-directory.ts';

export interface SweepOptions extends Selection, RunPointsOptions {
  readonly runsDirectory: string;
  /** Takes the sweep and its runs from processes on other machines without watching whether they live. */
  readonly force?: boolean | undefined;
  /** Where the points come from; by default the experiment's own list or search. */
  readonly source?: PointSource;
}

export interface SweepResult extends PointsEnd {
  readonly path: string;
  /** In the order in which the source gave them. */
  readonly points: readonly LedgerPoint[];
}

/**
 * Runs the points of a sweep that aren't finished, each in a process of its own or in one that has run others. Several
 * processes may do so at a time: each point is run by one of them. A point that fails doesn't stop the others. When it
 * is asked to stop, the processes save a checkpoint and end; when it is asked to kill, they just end.
 * @throws TesseraError `bad-argument` if a selected point doesn't exist, `file-unreadable` if the state of a point is
 * unknown. Then nothing was started.
 */
export async function runSweep(loaded: LoadedExperiment, options: SweepOptions): Promise<SweepResult> {
  const { source = await sourceOf(loaded, options.workingDirectory), observer } = options;
  const stop = new AbortController();
  const stopListening = options.onInterrupt(() => stop.abort());
  try {
    const opened = await open(loaded, source, options, stop.signal);
    if ('points' in opened) return opened;
    const { directory, before, changed } = opened;
    const selected = selectPoints(directory.points(), options);
    const gone = directory.points().filter((point) => isGone(point, before.get(point.id)));
    const { count } = source;
    observer.opened({ path: directory.path, points: directory.points(), count, selected, gone, changed });
    const [wanted, known] = [selected, directory.points()].map((points) => new Set(points.map(({ id }) => id)));
    const isWanted = ({ id }: LedgerPoint) => wanted!.has(id) || (!known!.has(id) && !options.only);
    // A search proposes nothing for the sake of points that are there.
    const walked = options.only ? listSource(await source.known(directory.path)) : source;
    const end = await runPoints(directory, walked, isWanted, options, stop.signal);
    await keepTop(directory);
    const lease = await leaseOf(directory.path, options);
    await directory.close().finally(() => lease.release());
    return { path: directory.path, points: directory.points(), ...end };
  } finally {
    observer.closed();
    stopListening();
    options.launcher.close?.();
  }
}

interface Opened {
  readonly directory: SweepDirectory;
  readonly before: ReadonlyMap<string, LedgerPoint>;
  readonly changed: Awaited<ReturnType<typeof changedBase>>;
}

/** Opens the sweep's folder, under its lease. A result if it was interrupted while it waited. */
async function open(
  loaded: LoadedExperiment,
  source: PointSource,
  options: SweepOptions,
  signal: AbortSignal,
): Promise<Opened | SweepResult> {
  for (;;) {
    const path = await findSweep(options.runsDirectory, loaded);
    const changed = await changedBase(options.runsDirectory, loaded, path);
    const lease = await leaseOf(path, options, signal).catch((error: unknown) =>
      signal.aborted ? undefined : Promise.reject(error as Error),
    );
    if (!lease)
      return { path, points: await readPoints(path, await source.known(path), loaded.sweep?.objective), interrupted: true };
    try {
      // Another process may have begun another sweep there meanwhile.
      if ((await findSweep(options.runsDirectory, loaded)) !== path) continue;
      const before = new Map((await ledgerPoints(path)).map((point) => [point.id, point]));
      return { directory: await openSweepDirectory(path, loaded, source), before, changed };
    } finally {
      await lease.release();
    }
  }
}

async function ledgerPoints(path: string): Promise<readonly LedgerPoint[]> {
  return (await readLedger(path))?.points ?? [];
}

/** Whether a point had come to something of which there is no folder any more. */
function isGone(now: LedgerPoint, before: LedgerPoint | undefined): boolean {
  return now.state === 'waiting' && ['completed', 'interrupted'].includes(before?.state ?? '');
}

/** Takes the lease that guards the ledger, which others hold for a moment. */
function leaseOf(path: string, { observer, force }: SweepOptions, signal?: AbortSignal): Promise<Lease> {
  const onWait = (holder: Holder | undefined) => observer.waiting?.(describeHolder(holder));
  return waitForLease(join(path, 'sweep.lease'), { signal, force, onWait });
}
