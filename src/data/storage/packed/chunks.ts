import { readAhead } from '../../sources/read-ahead.ts';
import type { ImageSize, SampleSource } from '../../sample.ts';

/** Samples of one size, stacked as they are written. */
export interface Chunk extends ImageSize {
  /** Index of the first one. */
  readonly start: number;
  readonly names: readonly string[];
  /** Shape [names, height, width, 3]. */
  readonly images: Uint8Array;
  /** Shape [names, height, width]. */
  readonly masks: Uint8Array;
}

/** Reads a source in order, `size` samples at a time, so that memory is bounded by one chunk. */
export async function* chunksOf(
  source: SampleSource,
  size: number,
  onProgress: (done: number) => void,
): AsyncGenerator<Chunk> {
  let names: string[] = [];
  let images = new Uint8Array();
  let masks = new Uint8Array();
  let done = 0;
  for await (const { name, height, width, image, mask } of readAhead(source)) {
    if (names.length === 0) {
      const count = Math.min(size, source.length - done);
      images = new Uint8Array(count * image.length);
      masks = new Uint8Array(count * mask.length);
    }
    images.set(image, names.length * image.length);
    masks.set(mask, names.length * mask.length);
    names.push(name);
    onProgress(++done);
    if (names.length < size && done < source.length) continue;
    yield { start: done - names.length, names, height, width, images, masks };
    names = [];
  }
}
