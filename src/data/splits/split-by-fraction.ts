import { createRandom } from '../../core/random.ts';

/**
 * Two disjoint parts of 0 .. length - 1, as PyTorch's `random_split` of `int(length * fraction)` and the rest.
 * Each part keeps the order of the list, so that it is read from disk in order.
 */
export function splitByFraction(length: number, fraction: number, seed: number): [train: number[], val: number[]] {
  const order = createRandom(seed, 'split').permutation(length);
  const size = Math.floor(length * fraction);
  const ascending = (a: number, b: number) => a - b;
  return [order.slice(0, size).sort(ascending), order.slice(size).sort(ascending)];
}
