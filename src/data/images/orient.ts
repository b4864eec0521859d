import type { ImageSize } from '../sample.ts';
import type { Orientation } from './exif-orientation.ts';

/** The size as shown of pixels that are stored with `size`. */
export function sizeAsShown({ height, width }: ImageSize, orientation: Orientation): ImageSize {
  return orientation >= 5 ? { height: width, width: height } : { height, width };
}

/** Turns pixels, shape [height, width, channels] of `size`, from how they are stored to how viewers show them. */
export function orient(pixels: Uint8Array, channels: number, size: ImageSize, orientation: Orientation): Uint8Array {
  if (orientation === 1) return pixels;
  const { start, perRow, perColumn } = walks[orientation](size);
  const shown = sizeAsShown(size, orientation);
  const out = new Uint8Array(pixels.length);
  let target = 0;
  for (let row = 0; row < shown.height; row++) {
    let source = (start + row * perRow) * channels;
    for (let column = 0; column < shown.width; column++, source += perColumn * channels)
      for (let channel = 0; channel < channels; channel++) out[target++] = pixels[source + channel]!;
  }
  return out;
}

/** The stored pixel that is shown first, and the steps from it to the next shown row and column. */
interface Walk {
  readonly start: number;
  readonly perRow: number;
  readonly perColumn: number;
}

/** Steps over pixels that are stored row by row: to the right 1, down `width`. */
const walks: Readonly<Record<Orientation, (size: ImageSize) => Walk>> = {
  1: ({ width }) => ({ start: 0, perRow: width, perColumn: 1 }),
  2: ({ width }) => ({ start: width - 1, perRow: width, perColumn: -1 }),
  3: ({ height, width }) => ({ start: height * width - 1, perRow: -width, perColumn: -1 }),
  4: ({ height, width }) => ({ start: (height - 1) * width, perRow: -width, perColumn: 1 }),
  5: ({ width }) => ({ start: 0, perRow: 1, perColumn: width }),
  6: ({ height, width }) => ({ start: (height - 1) * width, perRow: 1, perColumn: -width }),
  7: ({ height, width }) => ({ start: height * width - 1, perRow: -1, perColumn: -width }),
  8: ({ width }) => ({ start: width - 1, perRow: -1, perColumn: width }),
};
