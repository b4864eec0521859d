import { join } from 'node:path';
import { stringify } from 'yaml';
import type { LoadedExperiment } from '../config/index.ts';
import { TesseraError } from '../core/errors/index.ts';
import { describeHolder, tryLease, waitForLease, type Lease } from '../core/lease/index.ts';
import { makeFolder } from '../core/make-folder.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import type { Command } from '../launch/launcher.ts';
import type { ComponentReference } from '../registry/index.ts';
import { gitSnapshot } from '../runs/git-snapshot.ts';
import { findSweep } from '../sweep/find-sweep.ts';
import type { LedgerPoint } from '../sweep/ledger.ts';
import { moveAside } from '../sweep/move-aside.ts';
import type { Retries } from '../sweep/retries.ts';
import { selectPoints, startsAnew, type Selection } from '../sweep/select.ts';
import { sourceOf } from '../sweep/source-of.ts';
import type { PointSource } from '../sweep/point-source.ts';
import { openSweepDirectory, type SweepDirectory } from '../sweep/sweep-directory.ts';
import { unmarkCancelled } from './cancelled.ts';
import { carriedEnvironment } from './carried.ts';
import { handOver } from './hand-over.ts';
import { findManifest, jobsFolder, searchFile, writeManifest, type Manifest } from './manifest.ts';
import { shares, statusOf, type BuildLauncher } from './queue.ts';
import { readSubmissions, writeSubmissions, type Submissions, type Submitted } from './submissions.ts';

export interface SubmitOptions extends Selection {
  readonly runsDirectory: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly launch: ComponentReference;
  readonly build: BuildLauncher;
  /** The command line of this program with the given arguments. */
  readonly tessera: (args: readonly string[]) => Command;
  readonly retries: Retries;
  readonly force?: boolean | undefined;
  /** The sweep waits for another process (`whom`), which changes its ledger, or did. */
  readonly onWait?: (whom: string) => void;
}

export interface SubmittedSweep {
  readonly path: string;
  readonly points: readonly LedgerPoint[];
  /** What was handed over now. */
  readonly submitted: readonly Submitted[];
  /** Points that were handed over before, and wait or run. */
  readonly queued: readonly LedgerPoint[];
  /** What has those. */
  readonly earlier: readonly Submitted[];
  /** Points that another process runs, which was not submitted. */
  readonly runningHere: readonly LedgerPoint[];
}

/**
 * Hands the points of a sweep that aren't finished to a launcher, and returns. A point that waits or runs there already
 * is not handed over again.
 * @throws TesseraError if the submission is refused, or nobody can say what became of an earlier one. Then nothing is
 * submitted.
 */
export async function submitSweep(loaded: LoadedExperiment, options: SubmitOptions): Promise<SubmittedSweep> {
  const path = await findSweep(options.runsDirectory, loaded);
  const source = await sourceOf(loaded, options.workingDirectory);
  const lease = await leaseOf(path, options);
  try {
    const directory = await openSweepDirectory(path, loaded, source);
    const before = await readSubmissions(path);
    const status = await statusOf(await shares(before.submissions, options.build));
    const isInQueue = (index: number) => ['waiting', 'running'].includes(status.get(index)?.state ?? '');
    const isQueued = ({ number, state }: LedgerPoint) => isInQueue(number!) && state !== 'failed';
    const selected = selectPoints(directory.points(), options);
    const queued = selected.filter(isQueued);
    const others = selected.filter((point) => !isQueued(point));
    const runningHere = others.filter(({ state }) => state === 'running');
    const due = others.filter(({ state }) => state !== 'running');
    const toCome = options.only ? [] : unmade(source, directory.points()).filter((index) => !isInQueue(index));
    const isNothing = due.length === 0 && toCome.length === 0;
    const submitted = isNothing ? [] : await submitPoints(loaded, source, directory, due, toCome, before, options);
    await directory.close();
    const earlier = before.submissions.filter(({ indexes }) => queued.some(({ number }) => indexes.includes(number!)));
    return { path, points: directory.points(), submitted, queued, earlier, runningHere };
  } finally {
    await lease.release();
  }
}

/** Takes the lease that guards the ledger, which others hold for a moment. */
function leaseOf(path: string, { force, onWait }: SubmitOptions): Promise<Lease> {
  return waitForLease(join(path, 'sweep.lease'), { force, onWait: (holder) => onWait?.(describeHolder(holder)) });
}

/** Numbers of a search's points that nobody has asked for yet. */
function unmade(source: PointSource, points: readonly LedgerPoint[]): number[] {
  if (source.list()) return [];
  const known = new Set(points.map(({ number }) => number));
  return Array.from({ length: source.count }, (_, index) => index + 1).filter((number) => !known.has(number));
}

/** @param toCome numbers of points that their tasks make */
async function submitPoints(
  loaded: LoadedExperiment,
  source: PointSource,
  directory: SweepDirectory,
  due: readonly LedgerPoint[],
  toCome: readonly number[],
  before: Submissions,
  options: SubmitOptions,
): Promise<Submitted[]> {
  const { path } = directory;
  const launcher = await options.build(options.launch);
  await makeFolder(jobsFolder(path));
  const known = new Map((await source.known(path)).map((point) => [point.id, point]));
  for (const point of due) await writeFileAtomic(directory.configFile(point), known.get(point.id)!.yaml);
  const manifest = await manifestOf(loaded, source, directory, due, options);
  if (manifest.search) await writeFileAtomic(searchFile(path), manifest.experiment);
  await writeManifest(path, manifest);
  const indexes = [...due.map(({ number }) => number!), ...toCome].sort((a, b) => a - b);
  await unmarkCancelled(path, indexes);
  for (const point of due.filter((each) => startsAnew(each, options.rerun))) await beginAnew(directory, point);
  const entries = await handOver(path, manifest, indexes, launcher, options.tessera);
  const again = new Set(indexes);
  await writeSubmissions(path, {
    submissions: [...before.submissions, ...entries],
    cancelled: before.cancelled.filter((index) => !again.has(index)),
    resubmitted: before.resubmitted.filter((index) => !again.has(index)),
  });
  return entries;
}

/** The manifest with the points that are handed over now, beside those of before, some of which may still wait. */
async function manifestOf(
  loaded: LoadedExperiment,
  source: PointSource,
  directory: SweepDirectory,
  due: readonly LedgerPoint[],
  { launch, workingDirectory, environment, retries }: SubmitOptions,
): Promise<Manifest> {
  const earlier = (await findManifest(directory.path))?.points ?? [];
  const points = new Map(earlier.map((point) => [point.number, point]));
  for (const { number, id, label, overrides } of due)
    points.set(number!, { number: number!, id, ...(label !== undefined && { label }), overrides });
  const git = (await gitSnapshot(workingDirectory))?.state;
  return {
    name: loaded.experiment.name,
    file: loaded.file,
    experiment: source.list() ? loaded.yaml : `${loaded.yaml}${stringify({ sweep: loaded.sweep })}`,
    ...(!source.list() && { search: { count: source.count } }),
    ...(directory.objective && { objective: directory.objective }),
    points: [...points.values()].sort((a, b) => a.number - b.number),
    retries: { ...retries },
    workingDirectory,
    ...(git && { commit: git.commit, dirty: git.dirty }),
    environment: carriedEnvironment(environment),
    launch,
  };
}

/** Moves what a point left aside, so that its task finds nothing. Whoever runs it holds its claim. */
async function beginAnew(directory: SweepDirectory, point: LedgerPoint): Promise<void> {
  const claim = await tryLease(join(directory.path, 'claims', `${point.id}.lease`));
  if ('heldBy' in claim) {
    throw new TesseraError({
      code: 'run-busy',
      message: `expected point ${point.number} to be nobody's, ${describeHolder(claim.heldBy)} runs it`,
      hints: ['wait for it, or cancel it: tessera sweep <file> --cancel'],
    });
  }
  try {
    await moveAside(directory.runPath(point));
    const { error: _, code: __, validation: ___, metrics: ____, record: _____, ...rest } = point;
    await directory.update({ ...rest, state: 'waiting' });
  } finally {
    await claim.release();
  }
}
