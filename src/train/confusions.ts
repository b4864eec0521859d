import { confusionOf } from '../components/metrics/confusion.ts';
import type { Batch } from '../data/loader/batch.ts';
import type { Confusion } from '../registry/index.ts';

/** One confusion matrix per image of the batch. `labels` is the prediction, [N, H, W]. */
export function confusionsOf(
  labels: ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> },
  batch: Batch,
  classes: number,
): Confusion[] {
  const pixels = batch.height * batch.width;
  return Array.from({ length: batch.size }, (_, image) => {
    const [from, to] = [image * pixels, (image + 1) * pixels];
    return confusionOf(labels.subarray(from, to), batch.masks.subarray(from, to), classes);
  });
}
