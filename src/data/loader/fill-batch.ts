import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '../../core/errors/index.ts';
import { sampleMemory, type BatchMemory } from './batch.ts';
import { checkSameSize, readPartner, readSample, sampleInEpoch, type SampleRecipe } from './make-sample.ts';
import type { Partner } from '../../registry/index.ts';
import { isUnreadable } from '../sources/unreadable.ts';
import { readAhead } from '../sources/read-ahead.ts';
import type { ImageSize, Sample, SampleMemory, SampleSource } from '../sample.ts';

/** The samples of a batch and the memory for them. */
export interface BatchRequest {
  readonly epoch: number;
  readonly indices: readonly number[];
  readonly memory: BatchMemory;
  /** Size of the samples before they are augmented. */
  readonly stored: ImageSize;
}

/** A sample of a batch that cannot be read. */
export interface BadSample {
  readonly position: number;
  readonly problems: readonly Problem[];
}

/** Makes the samples of a batch in its memory. Returns those that cannot be read; throws every other error. */
export type FillBatch = (request: BatchRequest) => Promise<readonly BadSample[]>;

/** Makes samples in this thread. */
export function fillHere(source: SampleSource, recipe: SampleRecipe): FillBatch {
  let last: Promise<unknown> = Promise.resolve();
  return ({ indices, ...request }) => {
    const items = indices.map((index, position) => ({ index, position }));
    const filled = last.then(() => fillItems(source, recipe, { ...request, items }));
    last = filled.catch(() => undefined);
    return filled;
  };
}

/** Some of the samples of a batch. */
export interface ItemsRequest extends Omit<BatchRequest, 'indices'> {
  readonly items: readonly BatchItem[];
}

export interface BatchItem {
  readonly position: number;
  readonly index: number;
}

/**
 * Makes samples in order. While a sample is augmented, the next is read: photos are decoded in threads of their own.
 * `onRead` is told which samples are being worked on from then on.
 */
export async function fillItems(
  source: SampleSource,
  recipe: SampleRecipe,
  { items, memory, stored, epoch }: ItemsRequest,
  onRead: (indices: readonly number[]) => void = () => {},
): Promise<BadSample[]> {
  const fits = stored.height === memory.height && stored.width === memory.width;
  const parallel = Math.min(2, source.parallel ?? 2);
  const read = async (nth: number): Promise<ReadItem> => {
    const item = items[nth]!;
    onRead(items.slice(Math.max(0, nth + 1 - parallel), nth + 1).map(({ index }) => index));
    const into = sampleMemory(memory, item.position);
    try {
      const sample = await readSample(source, item.index, fits ? into : undefined);
      const partner = await readPartner(source, item.index, epoch, recipe);
      return { ...item, into, sample, ...(partner && { partner }) };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return { ...item, into, problems: error.problems };
    }
  };

  const bad: BadSample[] = [];
  for await (const item of readAhead({ length: items.length, parallel, read })) {
    if ('problems' in item) bad.push({ position: item.position, problems: item.problems });
    else {
      const into = fits ? item.into : undefined;
      put(sampleInEpoch(item.sample, item.index, epoch, recipe, into, item.partner), item.into, memory);
    }
    // Augmentations are synchronous: without this, the event loop would never get a turn.
    if (recipe.augmentations.length > 0) await nextTurn();
  }
  return bad;
}

type ReadItem = BatchItem & { readonly into: SampleMemory } & (
    { readonly sample: Sample; readonly partner?: Partner } | { readonly problems: readonly Problem[] }
  );

function put(sample: Sample, into: SampleMemory, size: ImageSize): void {
  checkSameSize(sample, size);
  if (sample.image !== into.image) into.image.set(sample.image);
  if (sample.mask !== into.mask) into.mask.set(sample.mask);
}
