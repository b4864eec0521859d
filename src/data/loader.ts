import { setImmediate as nextTurn } from 'node:timers/promises';
import { createRandom } from '../random.ts';
import type { Augmentation } from '../registry/index.ts';
import type { Batch, Sample, SampleSource } from './sample.ts';

export interface LoaderOptions {
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** Leaves out the last batch of an epoch if it is smaller. */
  readonly dropLast: boolean;
  readonly seed: number;
  /** Applied to every sample, in order. */
  readonly augmentations: readonly Augmentation[];
}

export interface Loader {
  /** Batches in an epoch. */
  readonly length: number;
  /**
   * The batches of one epoch, from the `skip`th on. The order is drawn from (seed, epoch), each sample's augmentation
   * from (seed, epoch, sample), so an epoch that is resumed gives the batches it would have given.
   * The next batch is made while the caller works on the last one.
   */
  batches(epoch: number, skip?: number): AsyncIterable<Batch>;
}

export function createLoader(source: SampleSource, options: LoaderOptions): Loader {
  const { batchSize, dropLast, shuffle, seed } = options;
  const length = dropLast ? Math.floor(source.length / batchSize) : Math.ceil(source.length / batchSize);

  async function* batches(epoch: number, skip = 0): AsyncGenerator<Batch> {
    const order = shuffle ? createRandom(seed, 'order', epoch).permutation(source.length) : [...Array(source.length).keys()];
    const start = (index: number) => {
      if (index >= length) return undefined;
      const batch = makeBatch(source, order.slice(index * batchSize, (index + 1) * batchSize), epoch, options);
      // Whoever awaits it gets the error; a caller that stops before must not crash the process.
      batch.catch(() => undefined);
      return batch;
    };
    let index = skip;
    for (let next = start(index); next; ) {
      const batch = await next;
      next = start(++index);
      yield batch;
    }
  }
  return { length, batches };
}

async function makeBatch(source: SampleSource, indices: readonly number[], epoch: number, options: LoaderOptions): Promise<Batch> {
  const samples: Sample[] = [];
  for (const index of indices) {
    const random = createRandom(options.seed, 'augment', epoch, index);
    const sample = await source.read(index);
    samples.push(options.augmentations.reduce((current, augment) => augment(current, random), sample));
    if (options.augmentations.length > 0) await nextTurn();
  }
  return stack(samples);
}

function stack(samples: readonly Sample[]): Batch {
  const { height, width } = samples[0]!;
  const pixels = height * width;
  const images = new Uint8Array(samples.length * pixels * 3);
  const masks = new Uint8Array(samples.length * pixels);
  samples.forEach(({ image, mask }, index) => {
    images.set(image, index * pixels * 3);
    masks.set(mask, index * pixels);
  });
  return { size: samples.length, height, width, names: samples.map(({ name }) => name), images, masks };
}
