import type { Dataset, SplitName } from '../data/dataset.ts';
import { placeImage } from '../data/resize/place-sample.ts';
import { placeWhole } from '../data/resize/placement.ts';
import type { ImageSize, NamedImage } from '../data/sample.ts';

/** Images of one size, as a network takes them. */
export interface InputBatch extends ImageSize {
  readonly count: number;
  /** RGB, 0 to 255, [count, height, width, 3]. */
  readonly pixels: Uint8Array;
}

export interface TestInputs {
  /** `made`: images that were made, since the photos are not there. */
  readonly split: SplitName | 'made';
  readonly photos: number;
  readonly batches: readonly InputBatch[];
  /** Why there are no photos. */
  readonly missing?: string;
}

/** So many that a batch is more than one, and the last one is smaller. */
const batchSize = 3;

/**
 * Some photos of a dataset as inputs of the network, evenly over its test split, or over the validation or training
 * split where there is none: whole, as `predict` places them, or of exactly `size`.
 * @throws TesseraError as reading a sample does
 */
export async function readTestInputs(
  { splits, imageSize, resize, interpolation }: Dataset,
  { count, multiple, size }: { readonly count: number; readonly multiple: number; readonly size?: ImageSize },
): Promise<TestInputs> {
  const split = (['test', 'val', 'train'] as const).find((name) => splits[name].length > 0) ?? 'test';
  const source = splits[split];
  const own = resize?.[split] ?? 'cover';
  // Photos that keep their size may be of any: to compare answers, smaller ones do.
  const policy = size ? 'stretch' : own === 'none' ? 'fit' : own;
  const photos = Math.min(count, source.length);
  const images: NamedImage[] = [];
  for (let index = 0; index < photos; index++) {
    const photo = await source.read(Math.floor((index * source.length) / photos));
    const placement = placeWhole(photo, { policy, size: size ?? imageSize, multiple });
    images.push(placeImage(photo, placement, interpolation));
  }
  return { split, photos, batches: batchesOf(images) };
}

/** Images of one size together, in the order of their sizes. */
export function batchesOf(images: readonly NamedImage[]): InputBatch[] {
  const sizes = [...new Set(images.map(sizeOf))];
  return sizes.flatMap((size) => {
    const alike = images.filter((image) => sizeOf(image) === size);
    const starts = Array.from({ length: Math.ceil(alike.length / batchSize) }, (_, batch) => batch * batchSize);
    return starts.map((start) => joined(alike.slice(start, start + batchSize)));
  });
}

const sizeOf = ({ height, width }: ImageSize) => `${height}x${width}`;

function joined(images: readonly NamedImage[]): InputBatch {
  const { height, width } = images[0]!;
  const pixels = new Uint8Array(images.length * height * width * 3);
  images.forEach(({ image }, index) => pixels.set(image, index * height * width * 3));
  return { count: images.length, height, width, pixels };
}

/**
 * Batches of other sizes, repeating the pixels of a batch: the smallest that the network takes, in both shapes, and one
 * beyond the size of the photos.
 */
export function otherSizes({ height, width, pixels }: InputBatch, multiple: number): InputBatch[] {
  const beyond = (length: number) => (Math.ceil(length / multiple) + 1) * multiple;
  const sizes: [count: number, height: number, width: number][] = [
    [1, multiple, 2 * multiple],
    [2, 4 * multiple, 3 * multiple],
    [1, beyond(height), beyond(width)],
  ];
  return sizes.map(([count, high, wide]) => {
    const tiled = new Uint8Array(count * high * wide * 3);
    for (let row = 0; row < count * high; row++) {
      for (let column = 0; column < wide; column++) {
        const from = ((row % height) * width + (column % width)) * 3;
        tiled.set(pixels.subarray(from, from + 3), (row * wide + column) * 3);
      }
    }
    return { count, height: high, width: wide, pixels: tiled };
  });
}
