import { createRandom } from '../../core/random.ts';

/**
 * Shuffles 0 .. length - 1 and returns, ascending, the part from share `from` to share `to` (both 0 to 1). Adjacent
 * shares are disjoint, and the share from 0 to 1 is everything.
 */
export function shareOf(length: number, from: number, to: number, seed: number): number[] {
  const position = (share: number) => Math.min(length, Math.round(share * length));
  const order = createRandom(seed, 'split').permutation(length);
  return order.slice(position(from), position(to)).sort((a, b) => a - b);
}
