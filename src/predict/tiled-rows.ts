import { tilePositions } from '../data/sources/tile-positions.ts';
import type { ImageSize, NamedImage } from '../data/sample.ts';
import type { Forward } from './forward.ts';
import type { TiledFraming } from './framing.ts';
import type { LogitRows } from './logit-rows.ts';

/** Tiles that are asked for at a time. */
const AT_ONCE = 4;

/**
 * The logits of a photo, from tiles at its own resolution. Where tiles overlap, their logits are blended: a tile counts
 * less towards its edges, over the `overlap`. Memory is that of one row of tiles: tile height x photo width x classes.
 *
 * Tiles lie as in mmsegmentation's sliding window: the last of each row and column is moved back to end with the photo.
 * A photo smaller than a tile is padded with black at the right and at the bottom, as training tiles are.
 */
export async function* tiledRows(
  image: NamedImage,
  { tile, overlap }: TiledFraming,
  forward: Forward,
): AsyncGenerator<LogitRows> {
  const rows = axisOf(image.height, tile.height, overlap);
  const columns = axisOf(image.width, tile.width, overlap);
  let band: Band | undefined;
  for (const [index, top] of rows.positions.entries()) {
    for (let first = 0; first < columns.positions.length; first += AT_ONCE) {
      const lefts = columns.positions.slice(first, first + AT_ONCE);
      const seen = await Promise.all(lefts.map((left) => forward(cut(image, top, left, tile), tile)));
      for (const [position, logits] of seen.entries()) {
        band ??= emptyBand(image, tile, logits.length / (tile.height * tile.width));
        blend(logits, band, { top, left: lefts[position]! }, { rows, columns });
      }
    }
    const count = (rows.positions[index + 1] ?? image.height) - top;
    const length = count * band!.width * band!.classes;
    yield { from: top, count, logits: band!.logits.subarray(0, length) };
    // What the next tiles share with these moves up.
    band!.logits.copyWithin(0, length);
    band!.logits.fill(0, band!.logits.length - length);
  }
}

/** Where tiles begin along one side of the photo, and how much they count. */
interface Axis {
  readonly positions: readonly number[];
  readonly tile: number;
  /** How much each pixel of a tile counts: 1, and less towards its ends. */
  readonly weights: Float32Array;
  /** The sum of the weights of all tiles in each pixel of the photo. */
  readonly sums: Float32Array;
}

function axisOf(length: number, tile: number, overlap: number): Axis {
  const positions = tilePositions(length, tile, overlap);
  const weights = Float32Array.from({ length: tile }, (_, place) =>
    overlap === 0 ? 1 : Math.min(1, (Math.min(place, tile - 1 - place) + 0.5) / overlap),
  );
  const sums = new Float32Array(length);
  for (const start of positions)
    for (let place = 0; place < tile && start + place < length; place++) sums[start + place]! += weights[place]!;
  return { positions, tile, weights, sums };
}

/** The logits of the rows that the current tiles cover, so far. */
interface Band {
  readonly width: number;
  readonly classes: number;
  /** [rows, width, classes]; row 0 is the top of the current tiles. */
  readonly logits: Float32Array;
}

function emptyBand({ height, width }: ImageSize, tile: ImageSize, classes: number): Band {
  return { width, classes, logits: new Float32Array(Math.min(tile.height, height) * width * classes) };
}

/** Adds a tile's logits to the band, each with its share of the pixel. */
function blend(
  logits: Float32Array,
  { width, classes, logits: sums }: Band,
  { top, left }: { readonly top: number; readonly left: number },
  { rows, columns }: { readonly rows: Axis; readonly columns: Axis },
): void {
  const height = Math.min(rows.tile, rows.sums.length - top);
  const across = Math.min(columns.tile, width - left);
  for (let row = 0; row < height; row++) {
    const rowShare = rows.weights[row]! / rows.sums[top + row]!;
    let source = row * columns.tile * classes;
    let target = (row * width + left) * classes;
    for (let column = 0; column < across; column++) {
      const share = (rowShare * columns.weights[column]!) / columns.sums[left + column]!;
      for (let index = 0; index < classes; index++) sums[target++]! += share * logits[source++]!;
    }
  }
}

function cut(image: NamedImage, top: number, left: number, { height, width }: ImageSize): Uint8Array {
  const out = new Uint8Array(height * width * 3);
  const [rows, columns] = [Math.min(height, image.height - top), Math.min(width, image.width - left)];
  for (let row = 0; row < rows; row++) {
    const start = ((top + row) * image.width + left) * 3;
    out.set(image.image.subarray(start, start + columns * 3), row * width * 3);
  }
  return out;
}
