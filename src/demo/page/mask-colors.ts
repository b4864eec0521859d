import type { DemoClass } from '../description.ts';

/**
 * The mask as pixels of a canvas: RGBA, shape [height, width, 4]. Classes that are not visible are transparent.
 * @param visible one for each class
 */
export function maskColors(
  labels: Uint8Array,
  classes: readonly DemoClass[],
  visible: readonly boolean[],
): Uint8ClampedArray<ArrayBuffer> {
  // A pixel is written as one number of 32 bits, whose bytes are in the processor's order.
  const table = new Uint32Array(256);
  const bytes = new Uint8Array(table.buffer);
  classes.forEach(({ color }, index) => visible[index] && bytes.set([...color, 255], 4 * index));
  const pixels = new Uint32Array(labels.length);
  for (let at = 0; at < labels.length; at++) pixels[at] = table[labels[at]!]!;
  return new Uint8ClampedArray(pixels.buffer);
}

/** The share of each class in the pixels, 0 to 1. */
export function sharesOf(labels: Uint8Array, classes: number): number[] {
  const counts = new Uint32Array(256);
  for (const label of labels) counts[label]!++;
  return Array.from(counts.subarray(0, classes), (count) => count / labels.length);
}

/** Black stands for what nobody looks for, and would only darken the photo: such a class is hidden at first. */
export function isVisibleAtFirst({ color }: DemoClass): boolean {
  return color.some((value) => value > 0);
}
