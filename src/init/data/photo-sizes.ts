import type { ImageSize } from '../../data/sample.ts';
import { hasShapeOf } from '../../data/sources/photo-pairs.ts';

/** How one photo and its mask lie on each other. */
export interface PairSizes {
  /** As viewers show it. */
  readonly photo: ImageSize;
  /** What EXIF says was done to the stored pixels; from 5 on, height and width are exchanged. */
  readonly orientation: number;
  readonly mask: ImageSize;
}

export interface SizeGuess {
  /** For `image_size`: a side, or [height, width]. */
  readonly imageSize: number | readonly [height: number, width: number];
  /** Whether photos have this size as they are. */
  readonly isOwnSize: boolean;
  readonly found: string;
  readonly maskOrientation?: 'as-stored';
  /** Present if masks have other sizes than their photos, and the same shape. */
  readonly maskSize?: 'resized';
  /** Pairs whose mask has another shape than the photo, however it is turned. */
  readonly different: number;
  readonly unsure: readonly string[];
}

/** What every encoder here takes. */
const MULTIPLE = 32;
/** A side that trains in minutes on a processor. */
const LARGEST = 256;

/** A training size for these photos, and how masks lie on photos that EXIF turns. */
export function guessSizes(pairs: readonly PairSizes[]): SizeGuess {
  const heights = pairs.map(({ photo }) => photo.height);
  const widths = pairs.map(({ photo }) => photo.width);
  const turned = pairs.filter(({ orientation }) => orientation > 1);
  const asShown = turned.filter(({ photo, mask }) => isSame(photo, mask));
  const asStored = turned.filter((pair) => isSame(stored(pair), pair.mask));
  const isStored = asStored.length > asShown.length;
  const others = pairs
    .map((pair) => ({ photo: isStored ? stored(pair) : pair.photo, mask: pair.mask }))
    .filter(({ photo, mask }) => !isSame(photo, mask));
  const shaped = others.filter(({ photo, mask }) => hasShapeOf(photo, mask));
  const undecided = turned.length > 0 && asStored.length === asShown.length;
  const imageSize = trainingSize(heights, widths);
  const [rows, columns] = typeof imageSize === 'number' ? [imageSize, imageSize] : imageSize;
  return {
    imageSize,
    isOwnSize: pairs.every(({ photo }) => photo.height === rows && photo.width === columns),
    found:
      `photos ${range(widths)} wide and ${range(heights)} ` +
      `high${turned.length > 0 ? `; EXIF turns ${turned.length} of ${pairs.length}` : ''}`,
    ...(isStored && { maskOrientation: 'as-stored' as const }),
    ...(shaped.length > 0 && { maskSize: 'resized' as const }),
    different: others.length - shaped.length,
    unsure: [
      ...(undecided
        ? [
            'EXIF turns photos, and their sizes do not tell how the masks lie: look at `tessera preview`, and ' +
              'write `mask_orientation: as-stored` if they lie wrong',
          ]
        : []),
      ...(shaped.length > 0
        ? [
            `${shaped.length} of ${pairs.length} masks are smaller or larger than their photos, with the same ` +
              'shape: they are resized to the photos (`mask_size: resized`)',
          ]
        : []),
    ],
  };
}

/**
 * Photos of one small size keep it. Of others the longer side decides, in multiples that every encoder takes, and of
 * photos of one shape that shape.
 */
function trainingSize(heights: readonly number[], widths: readonly number[]): SizeGuess['imageSize'] {
  const [height, width] = [heights[0] ?? LARGEST, widths[0] ?? LARGEST];
  const isOne = heights.every((one) => one === height) && widths.every((one) => one === width);
  const fits = height % MULTIPLE === 0 && width % MULTIPLE === 0 && height * width <= LARGEST ** 2;
  if (isOne && fits) return height === width ? height : [height, width];
  const longer = heights.map((own, index) => Math.max(own, widths[index]!)).toSorted((a, b) => a - b);
  const side = Math.min(LARGEST, inMultiples(longer[Math.floor(longer.length / 2)] ?? LARGEST));
  const hasShape = heights.every((own, index) => Math.abs((own * width) / (widths[index]! * height) - 1) < 0.02);
  if (!hasShape) return side;
  const scale = side / Math.max(height, width);
  const [rows, columns] = [inMultiples(height * scale), inMultiples(width * scale)];
  return rows === columns ? rows : [rows, columns];
}

function inMultiples(side: number): number {
  return Math.max(MULTIPLE, Math.round(side / MULTIPLE) * MULTIPLE);
}

function stored({ photo: { height, width }, orientation }: PairSizes): ImageSize {
  return orientation >= 5 ? { height: width, width: height } : { height, width };
}

function isSame(a: ImageSize, b: ImageSize): boolean {
  return a.height === b.height && a.width === b.width;
}

/** `375`, or `300 to 500`. */
function range(sides: readonly number[]): string {
  const [low, high] = [Math.min(...sides), Math.max(...sides)];
  return low === high ? String(low) : `${low} to ${high}`;
}
