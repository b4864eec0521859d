import { createRandom } from '../../core/random.ts';
import { allocateBatch, sampleMemory } from '../loader/batch.ts';
import { readAhead } from '../sources/read-ahead.ts';
import type { ImageSize, SampleSource } from '../sample.ts';

export const readOrders = ['sequential', 'shuffled'] as const;
export type ReadOrder = (typeof readOrders)[number];

/**
 * Samples per second. Each sample is read once into memory of the caller's, as when a batch is made. Views that a
 * storage returns are copied too, and the next read starts while a photo is decoded.
 */
export async function readSpeed(source: SampleSource, size: ImageSize, order: ReadOrder): Promise<number> {
  const { length, parallel = 2 } = source;
  const memory = allocateBatch(2, size);
  const places = [sampleMemory(memory, 0), sampleMemory(memory, 1)] as const;
  const all = Array.from({ length }, (_, index) => index);
  const indices = order === 'sequential' ? all : createRandom('storage bench').permutation(length);
  const read = async (nth: number) => ({
    into: places[nth % 2]!,
    sample: await source.read(indices[nth]!, places[nth % 2]),
  });
  const started = performance.now();
  for await (const { into, sample } of readAhead({ length, parallel: Math.min(2, parallel), read })) {
    if (sample.image !== into.image) into.image.set(sample.image);
    if (sample.mask !== into.mask) into.mask.set(sample.mask);
  }
  return (1000 * length) / (performance.now() - started);
}
