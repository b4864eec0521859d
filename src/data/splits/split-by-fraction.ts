import { createRandom } from '../../core/random.ts';

/**
 * Splits 0 .. length - 1 into two random parts, of `int(length * fraction)` and of the rest, as PyTorch's
 * `random_split`. Each part is ascending, so that it is read from disk in order.
 */
export function splitByFraction(length: number, fraction: number, seed: number): [train: number[], val: number[]] {
  const order = createRandom(seed, 'split').permutation(length);
  const size = Math.floor(length * fraction);
  const ascending = (a: number, b: number) => a - b;
  return [order.slice(0, size).sort(ascending), order.slice(size).sort(ascending)];
}
