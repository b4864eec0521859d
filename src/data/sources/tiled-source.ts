import { cropSample } from '../transforms/crop.ts';
import type { ImageSize, Sample, SampleSource } from '../sample.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { countLabels, examine } from './sample-facts.ts';
import { tilePositions } from './tile-positions.ts';

export interface TileOptions {
  readonly size: ImageSize;
  /** The least number of pixels that neighbours share. */
  readonly overlap: number;
  /** Ignores pixels that an earlier tile has, so that every pixel of a photo counts once. */
  readonly countOnce: boolean;
}

/** Number of decoded photos that are kept for the tiles that follow. */
const KEPT = 2;

interface Tile {
  readonly photo: number;
  readonly top: number;
  readonly left: number;
  /** The first row and column of the tile that no earlier tile has. */
  readonly newFrom: { readonly row: number; readonly column: number };
}

/**
 * Cuts photos into tiles at their own resolution. Beyond a photo's edge, a tile is black and ignored. `sizes` are the
 * photos'.
 */
export function tiledSource(source: SampleSource, sizes: readonly ImageSize[], options: TileOptions): SampleSource {
  const tiles = sizes.flatMap((size, photo) => tilesOf(photo, size, options));
  const readPhoto = recentReads((photo) => source.read(photo));
  const examinePhoto = recentReads((photo) => examine(source, photo));
  const name = (index: number) => nameOf(source, tiles[index]!);
  const cut = (tile: Tile, photo: Sample, index: number): Sample => {
    const piece = cropSample(photo, { ...options.size, top: tile.top, left: tile.left });
    return { ...piece, name: name(index), mask: options.countOnce ? withoutCovered(piece, tile) : piece.mask };
  };
  return {
    length: tiles.length,
    size: options.size,
    photos: source,
    name,
    group: (index) => tiles[index]!.photo,
    read: async (index) => cut(tiles[index]!, await readPhoto(tiles[index]!.photo), index),
    async examine(index) {
      const tile = tiles[index]!;
      const { sample: photo, facts } = await examinePhoto(tile.photo);
      const sample = cut(tile, photo, index);
      const isFirst = tile.top === 0 && tile.left === 0;
      return { sample, facts: { ...(isFirst && facts), labels: countLabels(sample) } };
    },
    ...(source.fingerprint && {
      fingerprint: async () => JSON.stringify([await source.fingerprint?.(), 'tiles', options]),
    }),
  };
}

function tilesOf(photo: number, size: ImageSize, { size: tile, overlap, countOnce }: TileOptions): Tile[] {
  const shared = countOnce ? 0 : overlap;
  const rows = tilePositions(size.height, tile.height, shared);
  const columns = tilePositions(size.width, tile.width, shared);
  const covered = (positions: readonly number[], index: number, length: number) =>
    index === 0 ? 0 : Math.max(0, positions[index - 1]! + length - positions[index]!);
  return rows.flatMap((top, row) =>
    columns.map((left, column) => ({
      photo,
      top,
      left,
      newFrom: { row: covered(rows, row, tile.height), column: covered(columns, column, tile.width) },
    })),
  );
}

function nameOf(source: SampleSource, { photo, top, left }: Tile): string {
  return `${source.name(photo)}@${left},${top}`;
}

function withoutCovered({ height, width, mask }: Sample, { newFrom: { row, column } }: Tile): Uint8Array {
  if (row === 0 && column === 0) return mask;
  const out = new Uint8Array(mask);
  out.fill(IGNORE_INDEX, 0, row * width);
  for (let line = row; line < height; line++) out.fill(IGNORE_INDEX, line * width, line * width + column);
  return out;
}

/** Keeps recent photos: the tiles of a photo are read one after the other, and it is decoded once for all of them. */
function recentReads<T>(readPhoto: (index: number) => Promise<T>): (index: number) => Promise<T> {
  const kept = new Map<number, Promise<T>>();
  return (index) => {
    const found = kept.get(index);
    if (found) return found;
    const read = readPhoto(index);
    read.catch(() => kept.delete(index));
    kept.set(index, read);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(oldest);
    return read;
  };
}
