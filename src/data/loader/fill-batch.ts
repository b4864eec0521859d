import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '../../core/errors/index.ts';
import { sampleMemory, type BatchMemory } from './batch.ts';
import { checkSameSize, drawPartner, readSample, sampleInEpoch, type SampleRecipe } from './make-sample.ts';
import type { Partner } from '../../registry/index.ts';
import type { Draw } from './sample-order.ts';
import { isUnreadable } from '../sources/unreadable.ts';
import { readAhead } from '../sources/read-ahead.ts';
import type { ImageSize, Sample, SampleMemory, SampleSource } from '../sample.ts';

/** The samples of a batch and the memory for them. */
export interface BatchRequest {
  readonly epoch: number;
  readonly draws: readonly Draw[];
  readonly memory: BatchMemory;
  /** Size of the samples before they are augmented. */
  readonly stored: ImageSize;
}

/** A sample of a batch that cannot be read. */
export interface BadSample {
  readonly position: number;
  /** Its index, if it is not the sample at the position but the one to mix with that, which is then made unmixed. */
  readonly partner?: number;
  readonly problems: readonly Problem[];
}

/**
 * Makes the samples of a batch in its memory. Returns those and the partners that cannot be read; throws every other
 * error.
 */
export type FillBatch = (request: BatchRequest) => Promise<readonly BadSample[]>;

/** Makes samples in this thread. */
export function fillHere(source: SampleSource, recipe: SampleRecipe): FillBatch {
  let last: Promise<unknown> = Promise.resolve();
  return ({ draws, ...request }) => {
    const items = draws.map((draw, position) => ({ ...draw, position }));
    const filled = last.then(() => fillItems(source, recipe, { ...request, items }));
    last = filled.catch(() => undefined);
    return filled;
  };
}

/** Some of the samples of a batch. */
export interface ItemsRequest extends Omit<BatchRequest, 'draws'> {
  readonly items: readonly BatchItem[];
}

export interface BatchItem extends Draw {
  readonly position: number;
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
    const { position, index, repeat } = item;
    const sample = await readOrSay(source, index, fits ? into : undefined);
    if ('problems' in sample) return { ...item, into, bad: { position, ...sample } };
    const drawn = drawPartner(source, index, epoch, recipe, repeat);
    if (!drawn) return { ...item, into, sample };
    const other = await readOrSay(source, drawn.index);
    if ('problems' in other) return { ...item, into, sample, bad: { position, partner: drawn.index, ...other } };
    return { ...item, into, sample, partner: { sample: other, random: drawn.random } };
  };

  const bad: BadSample[] = [];
  for await (const item of readAhead({ length: items.length, parallel, read })) {
    const { sample, index, repeat, partner } = item;
    if (item.bad) bad.push(item.bad);
    if (sample) {
      const into = fits ? item.into : undefined;
      put(sampleInEpoch(sample, index, epoch, recipe, into, partner, repeat), item.into, memory);
    }
    // Augmentations are synchronous: without this, the event loop would never get a turn.
    if (recipe.augmentations.length > 0) await nextTurn();
  }
  return bad;
}

interface ReadItem extends BatchItem {
  readonly into: SampleMemory;
  /** Absent if it cannot be read. */
  readonly sample?: Sample;
  readonly partner?: Partner;
  /** What could not be read: the sample or its partner. */
  readonly bad?: BadSample;
}

/** The sample, or why it cannot be read. @throws TesseraError as `readSample` does, for every other reason */
async function readOrSay(
  source: SampleSource,
  index: number,
  into?: SampleMemory,
): Promise<Sample | Pick<BadSample, 'problems'>> {
  try {
    return await readSample(source, index, into);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { problems: error.problems };
  }
}

function put(sample: Sample, into: SampleMemory, size: ImageSize): void {
  checkSameSize(sample, size);
  if (sample.image !== into.image) into.image.set(sample.image);
  if (sample.mask !== into.mask) into.mask.set(sample.mask);
}
