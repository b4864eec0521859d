import * as tf from '@tensorflow/tfjs-core';
import type { ImageSize } from '../../data/sample.ts';

/** Pixels that stand for an image: each `step`-th row and column, from the row and column `first` on. */
export interface PixelLattice {
  readonly step: number;
  readonly first: number;
}

/** So many pixels are enough for curves over all images of a split. */
const pixelsTogether = 65_536;

/**
 * The most pixels that stand for an image of a split of `images`: as many as make 65,536 together, and 256 to 4,096 of
 * each. Curves of scores need no more: neighbours say the same, and with 150 classes the scores of all pixels would be
 * many times larger than the images.
 */
export function latticePixels(images: number): number {
  return Math.min(4096, Math.max(256, Math.floor(pixelsTogether / images)));
}

/** The lattice of an image, with the smallest step that leaves at most `mostPixels`. */
export function latticeOf({ height, width }: ImageSize, mostPixels: number): PixelLattice {
  let step = 1;
  while (Math.ceil(height / step) * Math.ceil(width / step) > mostPixels) step++;
  return { step, first: Math.min(Math.floor(step / 2), (height - 1) % step, (width - 1) % step) };
}

/** Probabilities at the lattice of each image, [N, rows, columns, classes], from `logits` [N, H, W, classes]. */
export function scoresOnLattice(logits: tf.Tensor4D, mostPixels: number): tf.Tensor4D {
  const [, height, width] = logits.shape;
  const { step, first } = latticeOf({ height, width }, mostPixels);
  const sampled = tf.stridedSlice(logits, [0, first, first, 0], [...logits.shape], [1, step, step, 1]);
  return tf.softmax(sampled as tf.Tensor4D);
}

/** The labels at the lattice, in the order of `scoresOnLattice`. `masks` has the labels of whole images, [N, H, W]. */
export function labelsOnLattice(masks: Uint8Array, { height, width }: ImageSize, mostPixels: number): Uint8Array {
  const { step, first } = latticeOf({ height, width }, mostPixels);
  const images = masks.length / (height * width);
  const along = (side: number) => Math.ceil((side - first) / step);
  const labels = new Uint8Array(images * along(height) * along(width));
  let at = 0;
  for (let image = 0; image < masks.length; image += height * width)
    for (let row = first; row < height; row += step)
      for (let column = first; column < width; column += step) labels[at++] = masks[image + row * width + column]!;
  return labels;
}
