import type { Batch } from '../data/loader/batch.ts';
import { labelsOfPhoto, probabilitiesOfPhoto } from '../data/resize/back-to-photo.ts';
import type { BatchOutputs } from '../tasks/semantic/predict.ts';
import type { ScoredImage } from '../tasks/semantic/scoring.ts';

export interface ScoredAs {
  readonly classes: number;
  /** Whether a metric needs scores. */
  readonly scores: boolean;
}

/** The images of a batch at the size of their photos if it has the masks for that, otherwise at the inputs' size. */
export function scoredImages(batch: Batch, outputs: BatchOutputs, as: ScoredAs): Iterable<ScoredImage> {
  return batch.originals ? atPhotoSize(batch, outputs, as) : atInputSize(batch, outputs, as);
}

/** One photo at a time, since they may be large. */
function* atPhotoSize(
  { originals, height, width }: Batch,
  { logits }: BatchOutputs,
  { classes, scores }: ScoredAs,
): Generator<ScoredImage> {
  const length = height * width * classes;
  for (const [position, { mask, placement }] of originals!.entries()) {
    const input = { logits: logits!.subarray(position * length, (position + 1) * length), classes, placement };
    const labels = labelsOfPhoto(input);
    yield { ...placement.photo, mask, labels, ...(scores && { scores: probabilitiesOfPhoto(input) }) };
  }
}

function* atInputSize(
  { size, height, width, masks }: Batch,
  { labels, scores }: BatchOutputs,
  { classes }: ScoredAs,
): Generator<ScoredImage> {
  const pixels = height * width;
  for (let position = 0; position < size; position++) {
    const [from, to] = [position * pixels, (position + 1) * pixels];
    yield {
      height,
      width,
      mask: masks.subarray(from, to),
      labels: labels.subarray(from, to),
      ...(scores && { scores: scores.subarray(from * classes, to * classes) }),
    };
  }
}
