import type { Window } from './resize-plan.ts';
import { IGNORE_INDEX, type Sample } from './sample.ts';

/** Cuts a window out of the sample; what lies outside of it is black and ignored. */
export function cropSample(sample: Sample, { top, left, height, width }: Window): Sample {
  const image = new Uint8Array(height * width * 3);
  const mask = new Uint8Array(height * width).fill(IGNORE_INDEX);
  const [firstColumn, endColumn] = [Math.max(0, left), Math.min(sample.width, left + width)];
  for (let row = Math.max(0, top); row < Math.min(sample.height, top + height); row++) {
    const [start, end] = [row * sample.width + firstColumn, row * sample.width + endColumn];
    if (start >= end) continue;
    const target = (row - top) * width + firstColumn - left;
    image.set(sample.image.subarray(start * 3, end * 3), target * 3);
    mask.set(sample.mask.subarray(start, end), target);
  }
  return { name: sample.name, height, width, image, mask };
}
