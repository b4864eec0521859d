import type { Drawn } from './series.ts';

/**
 * The last value of a curve, or that nearest to a place, and where it is on the axis; of curves with the same name,
 * such as those of several seeds, the mean. Undefined where none has a value there.
 */
export function valueAt(
  curves: readonly Pick<Drawn, 'places' | 'shown'>[],
  place: number | undefined,
): { readonly mean: number | undefined; readonly at: number } {
  const indexIn = (places: readonly number[]) =>
    place === undefined ? places.length - 1 : nearestIndex(places, place);
  const values = curves.flatMap(({ places, shown }) => shown[indexIn(places)] ?? []);
  const { places } = curves[0]!;
  const mean = values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, at: places[indexIn(places)] ?? 0 };
}

/** The index of the place that is nearest; of two as near, the first. `places` are sorted. */
export function nearestIndex(places: readonly number[], place: number): number {
  let [low, high] = [0, places.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (places[middle]! <= place) low = middle;
    else high = middle;
  }
  return Math.abs(places[high]! - place) < Math.abs(places[low]! - place) ? high : low;
}
