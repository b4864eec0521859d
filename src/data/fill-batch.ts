import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '../errors/index.ts';
import { sampleMemory, type BatchMemory } from './batch-memory.ts';
import { checkSameSize, isUnreadable, makeSample, type SampleRecipe } from './make-sample.ts';
import type { ImageSize, SampleSource } from './sample.ts';

/** Which samples go where. */
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

/** Makes the samples of a batch in its memory. What cannot be read is returned; everything else that fails is thrown. */
export type FillBatch = (request: BatchRequest) => Promise<readonly BadSample[]>;

/** Makes samples in this thread, one after the other. */
export function fillHere(source: SampleSource, recipe: SampleRecipe): FillBatch {
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const filled = last.then(() => fillInOrder(source, recipe, request));
    last = filled.catch(() => undefined);
    return filled;
  };
}

async function fillInOrder(source: SampleSource, recipe: SampleRecipe, { epoch, indices, memory, stored }: BatchRequest): Promise<BadSample[]> {
  const bad: BadSample[] = [];
  for (const [position, index] of indices.entries()) {
    const problems = await fillSample(source, index, epoch, recipe, { memory, position, stored });
    if (problems) bad.push({ position, problems });
    // What is computed in the foreground would otherwise leave the event loop no turn.
    if (recipe.augmentations.length > 0) await nextTurn();
  }
  return bad;
}

export interface SamplePlace extends Pick<BatchRequest, 'memory' | 'stored'> {
  readonly position: number;
}

/** Returns the problems of a sample that cannot be read. @throws TesseraError for all that fails after it is read */
export async function fillSample(source: SampleSource, index: number, epoch: number, recipe: SampleRecipe, place: SamplePlace): Promise<readonly Problem[] | undefined> {
  const { memory, stored } = place;
  const into = sampleMemory(memory, place.position);
  const fits = stored.height === memory.height && stored.width === memory.width;
  try {
    const sample = await makeSample(source, index, epoch, recipe, fits ? into : undefined);
    checkSameSize(sample, memory);
    if (sample.image !== into.image) into.image.set(sample.image);
    if (sample.mask !== into.mask) into.mask.set(sample.mask);
    return undefined;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return error.problems;
  }
}
