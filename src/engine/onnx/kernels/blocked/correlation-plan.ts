import type { Window } from '../../../geometry/window.ts';
import type { Pads } from '../window-attributes.ts';

/** How one image is moved over another: `output` is the size of the one that stays, `pads` surround the moved one. */
export interface Movement extends Pick<Window, 'kernel' | 'strides' | 'output'> {
  readonly pads: Pads;
}

/**
 * How the rows of all images are shared out to the channels of a correlation. Images fill up its blocks: of few, each
 * is cut into `inBlock` pieces, and each piece into `tiles`, which become groups.
 */
export interface CorrelationPlan {
  /** Blocks of images, which are correlated one after the other. */
  readonly parts: number;
  readonly inBlock: number;
  readonly tiles: number;
  /** Rows of a tile. */
  readonly rows: number;
  /** Rows of the moved image that a tile sees. */
  readonly seenRows: number;
  /** Zeros around the moved image: at the end as many as the last window needs. */
  readonly pads: Pads;
  /** Size of the moved image with them. */
  readonly padded: readonly [rows: number, columns: number];
  /** Places that a row of the still image fits in; more than there are taps where strides leave columns over. */
  readonly places: number;
}

/** Positions of a tile, so that what is multiplied stays in the processor's cache. Fewer also round better. */
const positionsOfTile = 2048;
/** Neighbouring tiles see some rows twice, which should be few of all. */
const rowsOfTile = 4;

/** `moved` is [N, H, W, C]. Undefined where the images don't fill blocks. */
export function planCorrelation(
  moved: readonly number[],
  { kernel, strides, output, pads: [top, left] }: Movement,
  blockSize: number,
): CorrelationPlan | undefined {
  const [batch, height, width] = moved as [number, number, number];
  const parts = Math.max(1, batch / blockSize);
  const inBlock = Math.max(1, blockSize / batch);
  if (![parts, inBlock, output[0] / inBlock].every(Number.isInteger)) return undefined;

  const tiles = tilesOf(output[0] / inBlock, output[1]);
  const rows = output[0] / inBlock / tiles;
  const needed = (axis: 0 | 1) => (output[axis] - 1) * strides[axis] + kernel[axis];
  const [bottom, right] = [Math.max(0, needed(0) - top - height), Math.max(0, needed(1) - left - width)];
  const columns = left + width + right;
  return {
    parts,
    inBlock,
    tiles,
    rows,
    seenRows: (rows - 1) * strides[0] + kernel[0],
    pads: [top, left, bottom, right],
    padded: [top + height + bottom, columns],
    places: columns - (output[1] - 1) * strides[1],
  };
}

/** As many as divide the rows and leave each large enough. */
function tilesOf(rows: number, columns: number): number {
  const counts = Array.from({ length: rows }, (_, index) => index + 1).filter((count) => rows % count === 0);
  const enough = (tile: number) => tile * columns >= positionsOfTile && tile >= rowsOfTile;
  return counts.filter((count) => enough(rows / count)).at(-1) ?? 1;
}
