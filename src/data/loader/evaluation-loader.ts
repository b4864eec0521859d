import { TesseraError, type Problem } from '../../core/errors/index.ts';
import { readAhead } from '../sources/read-ahead.ts';
import { isUnreadable } from '../sources/unreadable.ts';
import type { Sample, SampleSource } from '../sample.ts';
import { augmentedSource } from './augmented-source.ts';
import { stackSamples, type Batch } from './batch.ts';
import type { Loader, LoaderOptions } from './loader.ts';

export interface EvaluationLoader extends Pick<Loader, 'epoch'> {
  /** How many images are a batch for metrics, where they are scored one by one. */
  readonly unit?: number;
}

/**
 * Batches of samples whose inputs, or whose masks, have different sizes; every sample once, in order. If the inputs
 * have one size, they are stacked; otherwise a batch has one sample, since each number of samples of each size would be
 * a graph of its own. Reads ahead, and keeps nothing.
 */
export function createEvaluationLoader(
  source: SampleSource,
  { batchSize, onBadSample, ...recipe }: Pick<LoaderOptions, 'batchSize' | 'seed' | 'augmentations' | 'onBadSample'>,
): EvaluationLoader {
  const most = source.size ? batchSize : 1;
  const samples = recipe.augmentations.length > 0 ? augmentedSource(source, recipe) : source;

  async function* epoch(): AsyncGenerator<Batch> {
    let [stacked, indices]: [Sample[], number[]] = [[], []];
    let index = 0;
    for await (const read of readAhead({ ...source, read: (at) => orProblems(samples, at) })) {
      if ('problems' in read) {
        if (!onBadSample) throw new TesseraError(read.problems);
        onBadSample(source.name(index), read.problems);
      } else {
        stacked.push(read);
        indices.push(index);
      }
      index++;
      if (stacked.length === 0 || (stacked.length < most && index < source.length)) continue;
      yield stackSamples(stacked, indices);
      [stacked, indices] = [[], []];
    }
  }
  return { epoch, unit: batchSize };
}

interface Unread {
  readonly problems: readonly Problem[];
}

async function orProblems(source: Pick<SampleSource, 'read'>, index: number): Promise<Sample | Unread> {
  try {
    return await source.read(index);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { problems: error.problems };
  }
}
