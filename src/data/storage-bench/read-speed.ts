import { createRandom } from '../../random.ts';
import type { ImageSize, SampleSource } from '../sample.ts';

export const readOrders = ['sequential', 'shuffled'] as const;
export type ReadOrder = (typeof readOrders)[number];

/**
 * Samples a second, each read once into memory of the caller's as a batch is made: what a storage gives as a view is
 * copied too.
 */
export async function readSpeed(source: SampleSource, { height, width }: ImageSize, order: ReadOrder): Promise<number> {
  const into = { image: new Uint8Array(height * width * 3), mask: new Uint8Array(height * width) };
  const all = Array.from({ length: source.length }, (_, index) => index);
  const indices = order === 'sequential' ? all : createRandom('storage bench').permutation(source.length);
  const started = performance.now();
  for (const index of indices) {
    const { image, mask } = await source.read(index, into);
    if (image !== into.image) into.image.set(image);
    if (mask !== into.mask) into.mask.set(mask);
  }
  return (1000 * source.length) / (performance.now() - started);
}
