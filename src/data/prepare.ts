import { TesseraError, type Problem } from '../errors/index.ts';
import { resizedSource } from './resize-sample.ts';
import { IGNORE_INDEX, splitNames, type Dataset, type ImageSize, type Sample, type SampleSource, type SplitName } from './sample.ts';

/** How many problems are listed one by one. */
const LISTED_PROBLEMS = 20;

export interface PrepareProgress {
  readonly split: SplitName;
  /** Samples over all splits that are being prepared. */
  readonly done: number;
  readonly total: number;
}

export interface PrepareOptions {
  /** Splits to store, by default all. The others are read and resized whenever they are asked for. */
  readonly splits?: readonly SplitName[];
  readonly onProgress?: (progress: PrepareProgress) => void;
}

/**
 * Reads, checks, resizes and stores every sample once, so that nothing is wrong with the data after training starts.
 * @throws TesseraError with the problems of all samples; nothing stays stored then
 */
export async function prepareSplits(dataset: Dataset, options: PrepareOptions = {}): Promise<Record<SplitName, SampleSource>> {
  const { splits = splitNames, onProgress } = options;
  const problems: Problem[] = emptySplits(dataset, splits);
  const total = splits.reduce((sum, split) => sum + dataset.splits[split].length, 0);
  const prepared: Record<SplitName, SampleSource> = { ...dataset.splits };
  for (const split of splitNames) prepared[split] = resizedSource(dataset.splits[split], dataset.imageSize, dataset.interpolation);

  let before = 0;
  for (const split of splits) {
    const source = prepared[split];
    const checked = collectProblems(source, dataset.imageSize);
    const stored = await dataset.storage
      .store(checked.source, (done) => onProgress?.({ split, done: before + done, total }))
      .catch((error: unknown) => {
        if (!(error instanceof TesseraError)) throw error;
        problems.push(...error.problems);
        return source;
      });
    checked.stop();
    before += source.length;
    prepared[split] = stored;
  }
  if (problems.length > 0) {
    await dataset.storage.close();
    throw new TesseraError(capped(problems));
  }
  return prepared;
}

/**
 * Until `stop` is called, stands an ignored sample in for each one that cannot be read, and throws the problems of all
 * at the last one: one pass finds every problem, and no storage takes the split for whole.
 */
function collectProblems(source: SampleSource, size: ImageSize): { source: SampleSource; stop: () => void } {
  let collecting = true;
  const problems: Problem[] = [];
  const reads: Promise<void>[] = [];
  const readOrCollect = async (index: number): Promise<Sample> => {
    try {
      return await source.read(index);
    } catch (error) {
      if (!(error instanceof TesseraError)) throw error;
      problems.push(...error.problems);
      return ignoredSample(source.name(index), size);
    }
  };
  const read = async (index: number): Promise<Sample> => {
    if (!collecting) return source.read(index);
    const sample = readOrCollect(index);
    reads.push(sample.then(() => undefined, () => undefined));
    if (index < source.length - 1) return sample;
    await Promise.all(reads);
    if (problems.length > 0) throw new TesseraError(problems);
    return sample;
  };
  const stop = () => {
    collecting = false;
    reads.length = 0;
  };
  return { source: { ...source, read }, stop };
}

function ignoredSample(name: string, { height, width }: ImageSize): Sample {
  const pixels = height * width;
  return { name, height, width, image: new Uint8Array(pixels * 3), mask: new Uint8Array(pixels).fill(IGNORE_INDEX) };
}

/** One problem for each split without samples. */
export function emptySplits(dataset: Dataset, splits: readonly SplitName[] = splitNames): Problem[] {
  return splits
    .filter((split) => dataset.splits[split].length === 0)
    .map((split) => ({ code: 'empty-split', message: `expected at least one sample in the split ${split}, got none` }));
}

function capped(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= LISTED_PROBLEMS) return problems;
  const rest = problems.length - LISTED_PROBLEMS;
  const more: Problem = { code: 'bad-dataset', message: `the data has ${problems.length} problems; ${rest} more like these are not listed` };
  return [...problems.slice(0, LISTED_PROBLEMS), more];
}
