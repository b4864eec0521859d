/** How many pixels are counted in which way at each threshold of a class's score. */
export interface PrecisionRecallCounts {
  /** Pixels of the class whose score is at the threshold or above. */
  readonly truePositives: Float64Array;
  /** Pixels of other classes whose score is at the threshold or above. */
  readonly falsePositives: Float64Array;
  readonly trueNegatives: Float64Array;
  readonly falseNegatives: Float64Array;
}

/** Counts scores for the precision-recall curves of all classes. Its memory doesn't grow with the number of pixels. */
export interface PrecisionRecall {
  /** The most pixels of an image that it is to be told of (`pixel-lattice.ts`). */
  readonly pixelsOfImage: number;
  /**
   * @param scores probabilities, shape [pixels, classes]
   * @param labels class of each pixel; what is no class is left out
   */
  add(scores: Float32Array, labels: Uint8Array): void;
  /** One for each class, class 0 first; undefined for a class that no pixel has. */
  curves(): (PrecisionRecallCounts | undefined)[];
}

/** Thresholds in hundredths, from 0 to 1. */
const thresholds = 101;

/**
 * Each class against all others. A score s is at threshold i / 100 or above if floor(100 s) >= i, as in TensorBoard's
 * `pr_curve` summary.
 */
export function startPrecisionRecall(classes: number, pixelsOfImage: number): PrecisionRecall {
  // [classes, thresholds], flat since this is done for each class of each pixel.
  const hits = new Float64Array(classes * thresholds);
  const all = new Float64Array(classes * thresholds);
  return {
    pixelsOfImage,
    add(scores, labels) {
      for (let pixel = 0; pixel < labels.length; pixel++) {
        const label = labels[pixel]!;
        if (label >= classes) continue;
        for (let index = 0; index < classes; index++) {
          const bucket =
            index * thresholds + Math.floor(Math.fround(scores[pixel * classes + index]! * (thresholds - 1)));
          all[bucket]!++;
          if (index === label) hits[bucket]!++;
        }
      }
    },
    curves: () =>
      Array.from({ length: classes }, (_, index) => {
        const ofClass = (counts: Float64Array) =>
          atOrAbove(counts.subarray(index * thresholds, (index + 1) * thresholds));
        const truePositives = ofClass(hits);
        if (truePositives[0] === 0) return undefined;
        const falsePositives = ofClass(all).map((count, threshold) => count - truePositives[threshold]!);
        return {
          truePositives,
          falsePositives,
          trueNegatives: falsePositives.map((count) => falsePositives[0]! - count),
          falseNegatives: truePositives.map((count) => truePositives[0]! - count),
        };
      }),
  };
}

/** Sums from each bucket to the last. */
function atOrAbove(buckets: Float64Array): Float64Array {
  const sums = Float64Array.from(buckets);
  for (let index = sums.length - 2; index >= 0; index--) sums[index]! += sums[index + 1]!;
  return sums;
}
