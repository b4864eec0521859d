import type { WaitOptions } from '../../core/lease/index.ts';
import { TesseraError, type Problem } from '../../core/errors/index.ts';
import { isUnreadable, type UnreadableSample } from '../sources/unreadable.ts';
import { placingOf, type Evaluated, type Placing } from '../resize/placing.ts';
import { readOnce } from '../storage/read-once.ts';
import type { StoredSource } from '../storage/storage.ts';
import { resizedSource } from '../sources/resized-source.ts';
import { splitNames, type Dataset, type SplitName } from '../dataset.ts';
import type { PreparedSource, RemoteSource, SkippedSample } from './prepared-source.ts';
import type { SampleSource } from '../sample.ts';
import { emptySplits } from './empty-splits.ts';
import { findings, type SomeSurveys } from '../survey/findings.ts';
import { summarizeProblems } from '../survey/summarize-problems.ts';
import { repeatFactors } from './repeat-factors.ts';
import { replaceUnreadable } from './replace-unreadable.ts';
import { subset } from '../sources/subset.ts';
import type { SampleWorkers } from '../loader/workers/pool.ts';

export interface PrepareProgress {
  readonly split: SplitName;
  /** Number of samples done, over all splits. */
  readonly done: number;
  readonly total: number;
}

export interface PrepareOptions {
  /** Splits to store, by default all. Samples of the others are read and resized at every read. */
  readonly splits?: readonly SplitName[];
  /** Splits that are evaluated, by default `val` and `test`: `train` is too, if a run is tested on it. */
  readonly evaluated?: readonly SplitName[];
  /** What the network needs the sides of its inputs to be multiples of; by default 1. */
  readonly multiple?: number;
  readonly onProgress?: (progress: PrepareProgress) => void;
  /** Threads that read and resize. Without them, this thread does it. */
  readonly workers?: SampleWorkers | undefined;
  /** Whether samples that cannot be read are left out; by default they are an error. */
  readonly skipBad?: boolean;
  /** How to wait while another process stores the same samples. */
  readonly waiting?: WaitOptions | undefined;
}

export type PreparedSplits = Readonly<Record<SplitName, PreparedSource>>;

/**
 * Reads, checks, counts, resizes and stores every sample once, so that all problems of the data show before training
 * starts.
 * @throws TesseraError with the problems of all samples, of which nothing is kept then; or `empty-class`, `empty-split`
 */
export async function prepareSplits(dataset: Dataset, options: PrepareOptions = {}): Promise<PreparedSplits> {
  const { splits = splitNames, onProgress } = options;
  const problems: Problem[] = emptySplits(dataset, splits);
  const total = splits.reduce((sum, split) => sum + dataset.splits[split].length, 0);
  const prepared = {} as Record<SplitName, PreparedSource>;

  let before = 0;
  for (const split of splitNames) {
    const opened = openSplit(dataset, split, options);
    const { source } = opened;
    prepared[split] = { ...source, remote: opened.remote, skipped: [] };
    if (!splits.includes(split) || source.length === 0) continue;
    const report = (done: number) => onProgress?.({ split, done: before + done, total });
    try {
      prepared[split] = await prepareSplit(dataset, opened, report, options);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      problems.push(...error.problems);
    }
    before += source.length;
  }
  const found =
    problems.length > 0 ? summarizeProblems(problems, dataset) : findings(surveysOf(prepared), dataset, true).problems;
  if (found.length > 0) {
    await dataset.storage.close();
    throw new TesseraError(found);
  }
  const { sampling } = dataset;
  if (!sampling || !splits.includes('train')) return prepared;
  return { ...prepared, train: { ...prepared.train, repeatFactors: await repeatFactors(prepared.train, sampling) } };
}

/** The surveys of the splits that were prepared. */
export function surveysOf(prepared: PreparedSplits): SomeSurveys {
  const entries = splitNames.flatMap((split) => {
    const survey = prepared[split].survey?.();
    return survey ? [[split, survey] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** A split as it is read. */
interface OpenSplit {
  readonly placing: Placing;
  readonly remote: RemoteSource;
  readonly source: SampleSource;
}

function openSplit(
  dataset: Dataset,
  split: SplitName,
  { evaluated = ['val', 'test'], multiple = 1, workers }: PrepareOptions,
): OpenSplit {
  const remote: RemoteSource = {
    split,
    ...(evaluated.includes(split) && { evaluated: { multiple } satisfies Evaluated }),
  };
  const placing = placingOf(dataset, split, remote.evaluated);
  const source = resizedSource(dataset.splits[split], placing);
  return { placing, remote, source: workers ? workers.reading(source, remote) : source };
}

/** @throws TesseraError if samples cannot be read and must not be skipped, or if none is left */
async function prepareSplit(
  dataset: Dataset,
  { source, placing, remote }: OpenSplit,
  onProgress: (done: number) => void,
  { skipBad = false, waiting }: PrepareOptions,
): Promise<PreparedSource> {
  const { split } = remote;
  const replaced = replaceUnreadable(source, dataset.imageSize, skipBad);
  const stored: StoredSource = keepsFiles(placing)
    ? await readOnce(replaced.source, onProgress)
    : await dataset.storage.store(replaced.source, onProgress, waiting);
  replaced.stop();
  const unreadable = stored.unreadable?.() ?? replaced.unreadable();
  const problems = unreadable.flatMap((sample) => sample.problems);
  if (problems.length > 0 && (!skipBad || unreadable.length === source.length)) throw new TesseraError(problems);
  const skipped = unreadable.map(({ index, problems: own }): SkippedSample => ({
    split,
    name: source.name(index),
    problems: own,
  }));
  return {
    ...withoutUnreadable(stored, unreadable),
    ...(source.size && { size: source.size }),
    survey: stored.survey ?? replaced.survey,
    ...remoteOf(remote, stored.handle, source.length, unreadable),
    skipped,
  };
}

function withoutUnreadable(source: SampleSource, unreadable: readonly UnreadableSample[]): SampleSource {
  return unreadable.length === 0 ? source : subset(source, positionsWithout(source.length, unreadable));
}

/** Masks at the size of their photos may be large, so these splits are read from their files at every evaluation. */
function keepsFiles({ scoredAt }: Placing): boolean {
  return scoredAt === 'original';
}

function remoteOf(
  remote: RemoteSource,
  handle: unknown,
  length: number,
  unreadable: readonly UnreadableSample[],
): Pick<PreparedSource, 'remote'> {
  const kept = unreadable.length === 0 ? {} : { kept: positionsWithout(length, unreadable) };
  return { remote: { ...remote, ...(handle !== undefined && { handle }), ...kept } };
}

function positionsWithout(length: number, unreadable: readonly UnreadableSample[]): number[] {
  const left = new Set(unreadable.map(({ index }) => index));
  return [...Array(length).keys()].filter((index) => !left.has(index));
}
