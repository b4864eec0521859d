import type { Window } from '../../data/resize/resize-plan.ts';
import type { Sample } from '../../data/sample.ts';

/** Pixels of each label, 0 to 255, in the part of a window that lies within the sample. */
export function labelCounts({ mask, height, width }: Sample, window: Window): Uint32Array {
  const counts = new Uint32Array(256);
  const [left, right] = [Math.max(0, window.left), Math.min(width, window.left + window.width)];
  const bottom = Math.min(height, window.top + window.height);
  for (let row = Math.max(0, window.top); row < bottom; row++)
    for (let pixel = row * width + left; pixel < row * width + right; pixel++) counts[mask[pixel]!]!++;
  return counts;
}
