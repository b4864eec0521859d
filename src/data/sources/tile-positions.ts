/**
 * Where tiles of length `tile` begin that cover 0 to `length` with at least `overlap` between neighbours: the last one
 * shifts inwards to end at `length`, as in mmsegmentation's sliding window. One tile if all fits into it.
 */
export function tilePositions(length: number, tile: number, overlap: number): number[] {
  if (length <= tile) return [0];
  const stride = tile - overlap;
  const count = Math.ceil((length - tile) / stride) + 1;
  return Array.from({ length: count }, (_, index) => Math.min(index * stride, length - tile));
}
