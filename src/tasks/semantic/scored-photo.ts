import type { Batch } from '../../data/loader/batch.ts';
import type { Confusion } from '../../registry/index.ts';
import { confusionOf } from './confusion.ts';
import { IGNORE_INDEX } from './mask.ts';
import type { ScoredImage } from './scoring.ts';

/** A photo as it was scored. The arrays are reused when the next photos are scored. */
export interface ScoredPhoto {
  readonly name: string;
  /** Position in the split. */
  readonly index: number;
  /** The size at which it was scored. */
  readonly height: number;
  readonly width: number;
  /** The pixels that the network saw, RGB, 0 to 255. `pixelAt` says which is at a place of the mask. */
  readonly image: Uint8Array;
  pixelAt(row: number, column: number): number;
  /** Class index or `IGNORE_INDEX`, shape [height, width]. */
  readonly mask: Uint8Array;
  /** Class index, shape [height, width]. */
  readonly prediction: ArrayLike<number>;
  readonly confusion: Confusion;
  /** The loss of this photo alone, as in a batch of one; NaN if no pixel of it counts. */
  readonly loss: number;
}

/** One photo of a batch as it was scored, by its position in the batch; `loss` is that of the photo alone. */
export function scoredPhoto(
  batch: Batch,
  position: number,
  { height, width, mask, labels }: ScoredImage,
  loss: number,
  classes: number,
): ScoredPhoto {
  const pixels = batch.height * batch.width;
  const confusion = confusionOf(labels, mask, classes);
  const counts = confusion.counts.some((count) => count > 0);
  return {
    name: batch.names[position]!,
    index: batch.indices[position]!,
    height,
    width,
    image: batch.images.subarray(position * pixels * 3, (position + 1) * pixels * 3),
    pixelAt: pixelsOf(batch, position),
    mask,
    prediction: labels,
    confusion,
    loss: counts ? loss : NaN,
  };
}

/** The input's pixel at a place of the mask, which may have the photo's own size. */
function pixelsOf({ originals, width: wide }: Batch, position: number): ScoredPhoto['pixelAt'] {
  const placement = originals?.[position]?.placement;
  if (!placement) return (row, column) => row * wide + column;
  const { photo, scaled, offset } = placement;
  const at = (place: number, whole: number, small: number) => Math.floor(((place + 0.5) * small) / whole);
  return (row, column) =>
    (offset.top + at(row, photo.height, scaled.height)) * wide + offset.left + at(column, photo.width, scaled.width);
}

/**
 * What each label of masks becomes: 256 entries. Other data may have the classes in another order, or under other
 * names.
 */
export type LabelTable = Uint8Array;

/** Replaces the labels of masks, in place. */
export function relabel(masks: Uint8Array, table: LabelTable): void {
  for (let pixel = 0; pixel < masks.length; pixel++) masks[pixel] = table[masks[pixel]!]!;
}

/** Replaces the labels of a batch's masks, and those of the photos' own masks. */
export function relabelBatch({ masks, originals = [] }: Batch, table: LabelTable): void {
  for (const one of [masks, ...originals.map(({ mask }) => mask)]) relabel(one, table);
}

/** The table in which label i becomes `labels[i]`, and everything else is ignored. */
export function labelTable(labels: readonly number[]): LabelTable {
  const table = new Uint8Array(256).fill(IGNORE_INDEX);
  table.set(labels);
  return table;
}
