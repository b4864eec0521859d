/**
 * The value below which a share of the sorted values lies, between two of them in proportion (`numpy.quantile`'s
 * default, method 7 of Hyndman and Fan 1996). NaN if there are none.
 */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return NaN;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}
