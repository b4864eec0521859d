import type { ImageSize, OriginalMask, Sample, SampleMemory, SampleSource } from '../sample.ts';

/** Samples of one size, stacked for one step. The arrays are reused as soon as the next batch is asked for. */
export interface Batch extends ImageSize {
  readonly size: number;
  readonly names: readonly string[];
  /** Positions in the split. */
  readonly indices: readonly number[];
  /** RGB, 0 to 255, shape [size, height, width, 3]. */
  readonly images: Uint8Array;
  /** Shape [size, height, width]. */
  readonly masks: Uint8Array;
  /** One for each sample, if predictions are to be scored at the photos' own sizes. */
  readonly originals?: readonly OriginalMask[];
}

/** Stacks samples of one size. */
export function stackSamples(samples: readonly Sample[], indices: readonly number[]): Batch {
  const { height, width } = samples[0]!;
  const pixels = height * width;
  const images = new Uint8Array(samples.length * pixels * 3);
  const masks = new Uint8Array(samples.length * pixels);
  for (const [position, { image, mask }] of samples.entries()) {
    images.set(image, position * pixels * 3);
    masks.set(mask, position * pixels);
  }
  const originals = samples.flatMap(({ original }) => original ?? []);
  return {
    size: samples.length,
    height,
    width,
    names: samples.map(({ name }) => name),
    indices,
    images,
    masks,
    ...(originals.length > 0 && { originals }),
  };
}

/** Memory for a batch, which threads share. */
export interface BatchMemory extends ImageSize {
  readonly images: Uint8Array<SharedArrayBuffer>;
  readonly masks: Uint8Array<SharedArrayBuffer>;
}

export function allocateBatch(samples: number, { height, width }: ImageSize): BatchMemory {
  const pixels = samples * height * width;
  return {
    height,
    width,
    images: new Uint8Array(new SharedArrayBuffer(pixels * 3)),
    masks: new Uint8Array(new SharedArrayBuffer(pixels)),
  };
}

/** The memory of the sample at `position`. */
export function sampleMemory({ images, masks, height, width }: BatchMemory, position: number): SampleMemory {
  const pixels = height * width;
  const [from, to] = [position * pixels, (position + 1) * pixels];
  return { image: images.subarray(from * 3, to * 3), mask: masks.subarray(from, to) };
}

/** The batch without the samples whose positions are in `missing`; those behind them move up. */
export function batchOf(
  memory: BatchMemory,
  indices: readonly number[],
  missing: ReadonlySet<number>,
  source: SampleSource,
): Batch {
  const { height, width } = memory;
  const kept = indices.map((index, position) => ({ index, position })).filter(({ position }) => !missing.has(position));
  kept.forEach(({ position }, target) => {
    if (position !== target) move(memory, position, target);
  });
  const pixels = kept.length * height * width;
  return {
    size: kept.length,
    height,
    width,
    names: kept.map(({ index }) => source.name(index)),
    indices: kept.map(({ index }) => index),
    images: memory.images.subarray(0, pixels * 3),
    masks: memory.masks.subarray(0, pixels),
  };
}

function move(memory: BatchMemory, from: number, to: number): void {
  const [source, target] = [sampleMemory(memory, from), sampleMemory(memory, to)];
  target.image.set(source.image);
  target.mask.set(source.mask);
}
