import { TesseraError } from '../core/errors/index.ts';
import type { Interpolation } from '../data/dataset.ts';
import type { Resize } from '../data/resize/placement.ts';
import type { ImageSize } from '../data/sample.ts';

/** How a photo is shown to a network. */
export type Framing = WholeFraming | TiledFraming;

/** The whole photo at once, resized as in training. */
export interface WholeFraming {
  readonly kind: 'whole';
  readonly resize: Resize;
  readonly interpolation: Interpolation;
}

/** Tiles of the photo at its own resolution. */
export interface TiledFraming {
  readonly kind: 'tiles';
  readonly tile: ImageSize;
  /** The least number of pixels that neighbours share. */
  readonly overlap: number;
}

/** What may be said instead of how photos were resized in training. */
export interface FramingOptions {
  /** Another size than that of the training, in the same way. */
  readonly size?: ImageSize | undefined;
  /** The side of tiles. */
  readonly tile?: number | undefined;
  /** Only with `tile`; 64 by default. */
  readonly overlap?: number | undefined;
}

/** How photos were shown in training. */
export interface TrainedFraming extends Omit<WholeFraming, 'kind'> {
  /** Present if they were cut into tiles of this size, at their own resolution. */
  readonly tile?: ImageSize;
}

/** What neighbouring tiles share, unless something else is said; of small tiles, half. */
const usualOverlap = 64;

/** @throws TesseraError `bad-argument` for options that contradict each other, or that the network can't take */
export function chooseFraming(
  { resize, interpolation, tile: trainedTile }: TrainedFraming,
  { size, tile, overlap }: FramingOptions,
): Framing {
  const { multiple } = resize;
  if (size && tile !== undefined) throw bad('expected `--size` or `--tile`, got both');
  if (tile === undefined && trainedTile && !size) return tiles(trainedTile, overlap);
  if (tile === undefined) {
    if (overlap !== undefined) throw bad('expected `--tile` with `--overlap`, got `--overlap` alone');
    if (!size) return { kind: 'whole', resize, interpolation };
    for (const side of [size.height, size.width]) assertMultiple('--size', side, multiple);
    // Without a resize there is no size to replace: photos are then resized in the usual way.
    const policy = resize.policy === 'none' ? 'cover' : resize.policy;
    return { kind: 'whole', resize: { ...resize, policy, size }, interpolation };
  }
  assertMultiple('--tile', tile, multiple);
  return tiles({ height: tile, width: tile }, overlap);
}

function tiles(tile: ImageSize, overlap: number | undefined): TiledFraming {
  const side = Math.min(tile.height, tile.width);
  const shared = overlap ?? Math.min(usualOverlap, side >> 1);
  if (shared >= side) throw bad(`expected an overlap of less than a tile, ${side} pixels, got ${shared}`);
  return { kind: 'tiles', tile, overlap: shared };
}

/** `cover 256 x 256`, `tiles of 512 x 512, 64 shared`: height, then width. */
export function describeFraming(framing: Framing): string {
  if (framing.kind === 'tiles') return `tiles of ${text(framing.tile)}, ${framing.overlap} shared`;
  const { policy, size } = framing.resize;
  return policy === 'none' ? 'at their own size' : `${policy} ${text(size)}`;
}

function text({ height, width }: ImageSize): string {
  return `${height} x ${width}`;
}

function assertMultiple(option: string, side: number, multiple: number): void {
  if (side % multiple === 0) return;
  const near = Math.max(1, Math.round(side / multiple)) * multiple;
  throw bad(`expected a multiple of ${multiple} for \`${option}\`, which this network needs, got ${side}`, [
    `the nearest is ${near}`,
  ]);
}

function bad(message: string, hints: readonly string[] = []): TesseraError {
  return new TesseraError({ code: 'bad-argument', message, hints });
}
