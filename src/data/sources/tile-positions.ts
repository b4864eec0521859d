/**
 * Starts of tiles of length `tile` that cover 0 to `length` with at least `overlap` between neighbours. The last tile
 * is shifted inwards to end at `length`, as in mmsegmentation's sliding window. If one tile covers all, there is one.
 */
export function tilePositions(length: number, tile: number, overlap: number): number[] {
  if (length <= tile) return [0];
  const stride = tile - overlap;
  const count = Math.ceil((length - tile) / stride) + 1;
  return Array.from({ length: count }, (_, index) => Math.min(index * stride, length - tile));
}
