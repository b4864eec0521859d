import type { Random } from '../../core/random.ts';

/**
 * The samples of an epoch, shuffled. Without `repeatFactors`, each comes once. With them, an epoch has as many samples as the
 * split, and each comes as often as its share of the factors says, rounded up or down so that the mean over epochs is exact
 * (systematic sampling).
 */
export function drawOrder(length: number, repeatFactors: readonly number[] | undefined, random: Random): number[] {
  const shuffled = random.permutation(length);
  if (!repeatFactors) return shuffled;
  const total = repeatFactors.reduce((sum, factor) => sum + factor, 0);
  const start = random.uniform();
  const drawn: number[] = [];
  let reached = 0;
  for (const index of shuffled) {
    reached += (repeatFactors[index]! * length) / total;
    while (drawn.length < length && drawn.length + start < reached) drawn.push(index);
  }
  // The sum of the shares may be rounded down, so that the last one is missing.
  while (drawn.length < length) drawn.push(shuffled.at(-1)!);
  return random.permutation(length).map((place) => drawn[place]!);
}
