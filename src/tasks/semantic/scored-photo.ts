import { IGNORE_INDEX } from './mask.ts';
import { confusionsOf } from './confusion.ts';
import type { BatchOutputs } from './predict.ts';
import type { Batch } from '../../data/loader/batch.ts';
import type { Confusion } from '../../registry/index.ts';

/** A photo as it was scored. The arrays are reused when the next photos are scored. */
export interface ScoredPhoto {
  readonly name: string;
  /** Position in the split. */
  readonly index: number;
  readonly height: number;
  readonly width: number;
  /** RGB, 0 to 255, shape [height, width, 3]. */
  readonly image: Uint8Array;
  /** Class index or `IGNORE_INDEX`, shape [height, width]. */
  readonly mask: Uint8Array;
  /** Class index, shape [height, width]. */
  readonly prediction: Int32Array;
  readonly confusion: Confusion;
  /** The loss of this photo alone, as in a batch of one; NaN if no pixel of it counts. */
  readonly loss: number;
}

/** The photos of a batch, one by one. `outputs` must have the loss of each. */
export function scoredPhotos(batch: Batch, outputs: BatchOutputs, classes: number): ScoredPhoto[] {
  const { height, width } = batch;
  const pixels = height * width;
  return confusionsOf(outputs.labels, batch, classes).map((confusion, position) => {
    const [from, to] = [position * pixels, (position + 1) * pixels];
    const counts = confusion.counts.some((count) => count > 0);
    return {
      name: batch.names[position]!,
      index: batch.indices[position]!,
      height,
      width,
      image: batch.images.subarray(from * 3, to * 3),
      mask: batch.masks.subarray(from, to),
      prediction: outputs.labels.subarray(from, to),
      confusion,
      loss: counts ? outputs.photoLosses![position]! : NaN,
    };
  });
}

/**
 * What each label of masks becomes: 256 entries. Other data may have the classes in another order, or under other names.
 */
export type LabelTable = Uint8Array;

/** Replaces the labels of masks, in place. */
export function relabel(masks: Uint8Array, table: LabelTable): void {
  for (let pixel = 0; pixel < masks.length; pixel++) masks[pixel] = table[masks[pixel]!]!;
}

/** The table in which label i becomes `labels[i]`, and everything else is ignored. */
export function labelTable(labels: readonly number[]): LabelTable {
  const table = new Uint8Array(256).fill(IGNORE_INDEX);
  table.set(labels);
  return table;
}
