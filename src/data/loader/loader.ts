import { TesseraError, type Problem } from '../../core/errors/index.ts';
import { createRandom } from '../../core/random.ts';
import { allocateBatch, batchOf, type Batch } from './batch.ts';
import { fillHere, type FillBatch } from './fill-batch.ts';
import { readSample, sampleInEpoch, type SampleRecipe } from './make-sample.ts';
import { drawOrder, drawsOf } from './sample-order.ts';
import type { ImageSize, SampleSource } from '../sample.ts';

export interface LoaderOptions extends SampleRecipe {
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** How often each sample is drawn, compared with the others, if they are shuffled. By default each is drawn once. */
  readonly repeatFactors?: readonly number[];
  /** Leaves out the last batch of an epoch if it is smaller. */
  readonly dropLast: boolean;
  /** Number of batches that are made ahead. */
  readonly prefetch?: number;
  /** Makes the samples; by default this thread does. */
  readonly fill?: FillBatch;
  /**
   * Called for each sample that cannot be read, which is left out of its batch, or not mixed with another. If absent,
   * such a sample is an error.
   */
  readonly onBadSample?: (name: string, problems: readonly Problem[]) => void;
}

export interface Loader {
  /** Number of batches in an epoch. */
  readonly length: number;
  /** The batches of one epoch. */
  epoch(epoch: number): AsyncIterable<Batch>;
  /**
   * The batches `from` (included) to `to` (excluded), counted over all epochs. The order is drawn from (seed, epoch),
   * each sample's augmentation from (seed, epoch, sample, turn), so a loader that begins in the middle gives the same
   * batches. The next batches are made while the caller works on one, across the ends of epochs. At most `prefetch` + 1
   * batches are in memory.
   */
  batches(from: number, to: number): AsyncIterable<Batch>;
}

export function createLoader(source: SampleSource, options: LoaderOptions): Loader {
  const { batchSize, dropLast, shuffle, repeatFactors, seed, prefetch = 1, fill = fillHere(source, options) } = options;
  const length = dropLast ? Math.floor(source.length / batchSize) : Math.ceil(source.length / batchSize);
  const inOrder = drawsOf(Array.from({ length: source.length }, (_, index) => index));
  const orderOf = lastResult((epoch: number) =>
    shuffle ? drawOrder(source.length, repeatFactors, createRandom(seed, 'order', epoch)) : inOrder,
  );
  let sizes: Promise<SampleSizes> | undefined;

  async function* batches(from: number, to: number): AsyncGenerator<Batch> {
    if (from >= to) return;
    const { stored, made } = await (sizes ??= sampleSizes(source, options));
    const memories = Array.from({ length: Math.min(prefetch + 1, to - from) }, () => allocateBatch(batchSize, made));
    const start = async (batch: number): Promise<Batch> => {
      const epoch = Math.floor(batch / length);
      const first = (batch % length) * batchSize;
      const draws = orderOf(epoch).slice(first, first + batchSize);
      const indices = draws.map(({ index }) => index);
      const memory = memories[batch % memories.length]!;
      const found = await fill({ epoch, draws, memory, stored });
      for (const { position, partner, problems } of found)
        reportBad(source.name(partner ?? indices[position]!), problems, options);
      const bad = found.filter(({ partner }) => partner === undefined);
      if (bad.length === indices.length) throw new TesseraError(bad.flatMap(({ problems }) => problems));
      return batchOf(memory, indices, new Set(bad.map(({ position }) => position)), source);
    };

    const underWay: Promise<Batch>[] = [];
    let started = from;
    try {
      for (let batch = from; batch < to; batch++) {
        while (started < Math.min(to, batch + memories.length)) underWay.push(quietly(start(started++)));
        yield await underWay.shift()!;
      }
    } finally {
      await Promise.allSettled(underWay);
    }
  }
  return { length, batches, epoch: (epoch) => batches(epoch * length, (epoch + 1) * length) };
}

/** Remembers the function's result for its last argument. */
function lastResult<T>(compute: (argument: number) => T): (argument: number) => T {
  let last: { readonly argument: number; readonly result: T } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, result: compute(argument) };
    return last.result;
  };
}

interface SampleSizes {
  readonly stored: ImageSize;
  /** Size after augmentation. */
  readonly made: ImageSize;
}

/** The sizes of the first sample that can be read. All others must have the same. */
async function sampleSizes(source: SampleSource, options: LoaderOptions): Promise<SampleSizes> {
  for (let index = 0; ; index++) {
    try {
      const stored = await readSample(source, index);
      return { stored, made: sampleInEpoch(stored, index, 0, options) };
    } catch (error) {
      if (!options.onBadSample || index === source.length - 1) throw error;
    }
  }
}

function reportBad(name: string, problems: readonly Problem[], { onBadSample }: LoaderOptions): void {
  if (!onBadSample) throw new TesseraError(problems);
  onBadSample(name, problems);
}

/** Returns a promise whose rejection doesn't crash the process if the caller stops before awaiting it. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
