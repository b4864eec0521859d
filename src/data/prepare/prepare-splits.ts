import type { WaitOptions } from '../../core/lease/index.ts';
import { TesseraError, type Problem } from '../../core/errors/index.ts';
import { isUnreadable, type UnreadableSample } from '../sources/unreadable.ts';
import { resizedSource } from '../sources/resized-source.ts';
import { splitNames, type Dataset, type SplitName } from '../dataset.ts';
import type { PreparedSource, SkippedSample } from './prepared-source.ts';
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
  const { splits = splitNames, onProgress, workers, skipBad = false, waiting } = options;
  const problems: Problem[] = emptySplits(dataset, splits);
  const total = splits.reduce((sum, split) => sum + dataset.splits[split].length, 0);
  const prepared = {} as Record<SplitName, PreparedSource>;

  let before = 0;
  for (const split of splitNames) {
    const source = sourceOf(dataset, split, workers);
    prepared[split] = { ...source, remote: { split }, skipped: [] };
    if (!splits.includes(split) || source.length === 0) continue;
    const report = (done: number) => onProgress?.({ split, done: before + done, total });
    try {
      prepared[split] = await prepareSplit(dataset, split, source, report, skipBad, waiting);
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

function sourceOf(
  { splits, imageSize, interpolation }: Dataset,
  split: SplitName,
  workers: SampleWorkers | undefined,
): SampleSource {
  const source = resizedSource(splits[split], imageSize, interpolation);
  return workers ? workers.reading(source, { split }) : source;
}

/** @throws TesseraError if samples cannot be read and must not be skipped, or if none is left */
async function prepareSplit(
  dataset: Dataset,
  split: SplitName,
  source: SampleSource,
  onProgress: (done: number) => void,
  skipBad: boolean,
  waiting: WaitOptions | undefined,
): Promise<PreparedSource> {
  const replaced = replaceUnreadable(source, dataset.imageSize, skipBad);
  const stored = await dataset.storage.store(replaced.source, onProgress, waiting);
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
    survey: stored.survey ?? replaced.survey,
    ...remoteOf(split, stored.handle, source.length, unreadable),
    skipped,
  };
}

function withoutUnreadable(source: SampleSource, unreadable: readonly UnreadableSample[]): SampleSource {
  return unreadable.length === 0 ? source : subset(source, positionsWithout(source.length, unreadable));
}

function remoteOf(
  split: SplitName,
  handle: unknown,
  length: number,
  unreadable: readonly UnreadableSample[],
): Pick<PreparedSource, 'remote'> {
  const kept = unreadable.length === 0 ? {} : { kept: positionsWithout(length, unreadable) };
  return { remote: { split, ...(handle !== undefined && { handle }), ...kept } };
}

function positionsWithout(length: number, unreadable: readonly UnreadableSample[]): number[] {
  const left = new Set(unreadable.map(({ index }) => index));
  return [...Array(length).keys()].filter((index) => !left.has(index));
}
