import { createRandom } from '../../core/random.ts';

/**
 * The part from share `from` up to share `to`, 0 to 1, of 0 .. length - 1 in random order; ascending. Shares that follow one
 * another are disjoint, and those from 0 to 1 are everything.
 */
export function shareOf(length: number, from: number, to: number, seed: number): number[] {
  const position = (share: number) => Math.min(length, Math.round(share * length));
  const order = createRandom(seed, 'split').permutation(length);
  return order.slice(position(from), position(to)).sort((a, b) => a - b);
}
