import type { Batch } from '../../data/loader/batch.ts';
import type { Confusion } from '../../registry/index.ts';

/** One confusion matrix for each image of the batch. `labels` is the prediction, [N, H, W]. */
export function confusionsOf(labels: Int32Array, batch: Batch, classes: number): Confusion[] {
  const pixels = batch.height * batch.width;
  return Array.from({ length: batch.size }, (_, image) => {
    const [from, to] = [image * pixels, (image + 1) * pixels];
    return confusionOf(labels.subarray(from, to), batch.masks.subarray(from, to), classes);
  });
}

/**
 * Counts one image. `prediction` and `target` have one class per pixel. Pixels whose target is no class, such as
 * `IGNORE_INDEX`, are left out.
 */
export function confusionOf(prediction: ArrayLike<number>, target: ArrayLike<number>, classes: number): Confusion {
  if (prediction.length !== target.length) {
    throw new Error(`expected as many predictions as targets, ${target.length}; got ${prediction.length}`);
  }
  const counts = new Float64Array(classes * classes);
  for (let pixel = 0; pixel < target.length; pixel++) {
    const actual = target[pixel]!;
    if (actual < classes) counts[actual * classes + prediction[pixel]!]!++;
  }
  return { classes, counts };
}

/** The counts of several images as if they were one. */
export function sumConfusions(images: readonly Confusion[], classes: number): Confusion {
  const counts = new Float64Array(classes * classes);
  for (const image of images) image.counts.forEach((count, index) => (counts[index]! += count));
  return { classes, counts };
}

/** The matrix in rows: `rows[actual][predicted]`. */
export function confusionRows({ classes, counts }: Confusion): number[][] {
  return Array.from({ length: classes }, (_, actual) => [...counts.subarray(actual * classes, (actual + 1) * classes)]);
}

/** Pixel counts of one class against all others. */
export interface ClassCounts {
  readonly truePositives: number;
  readonly falseNegatives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
}

export function classCounts({ classes, counts }: Confusion): ClassCounts[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return Array.from({ length: classes }, (_, index) => {
    let [actual, predicted] = [0, 0];
    for (let other = 0; other < classes; other++) {
      actual += counts[index * classes + other]!;
      predicted += counts[other * classes + index]!;
    }
    const truePositives = counts[index * classes + index]!;
    return {
      truePositives,
      falseNegatives: actual - truePositives,
      falsePositives: predicted - truePositives,
      trueNegatives: all - actual - predicted + truePositives,
    };
  });
}
