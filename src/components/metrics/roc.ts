/** Counts pixels of two classes by their score, in memory that doesn't grow. */
export interface Roc {
  /** `first` and `second` are the probabilities of the two classes. */
  add(label: number, first: number, second: number): void;
  /** Area under the curve so far; NaN unless both classes have pixels. */
  area(): number;
  /** The area, after which counting begins again. */
  take(): number;
}

/** Bins of equal width in the logarithm of the odds, from -40 to 40: scores next to 0 and to 1 stay apart. */
const bins = 65_536;
const limit = 40;

/** Pixels in one bin count as ties, which count a half (Mann and Whitney 1947). */
export function startRoc(): Roc {
  const counts = [new Float64Array(bins), new Float64Array(bins)] as const;
  const roc: Roc = {
    add(label, first, second) {
      const odds = Math.log(second) - Math.log(first);
      const place = Math.floor(((Math.min(limit, Math.max(-limit, odds)) + limit) / (2 * limit)) * bins);
      counts[label === 0 ? 0 : 1][Math.min(bins - 1, place)]!++;
    },
    area() {
      let [negatives, positives, pairs] = [0, 0, 0];
      for (let bin = 0; bin < bins; bin++) {
        const [here, there] = [counts[0][bin]!, counts[1][bin]!];
        pairs += there * (negatives + here / 2);
        negatives += here;
        positives += there;
      }
      return pairs / (negatives * positives);
    },
    take() {
      const area = roc.area();
      for (const one of counts) one.fill(0);
      return area;
    },
  };
  return roc;
}
