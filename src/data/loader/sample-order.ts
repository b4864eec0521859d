import type { Random } from '../../core/random.ts';

/** A sample's turn in an epoch. */
export interface Draw {
  readonly index: number;
  /** How often the epoch has had the sample before: 0 at its first turn. */
  readonly repeat: number;
}

/**
 * The samples of an epoch, shuffled. Without `repeatFactors`, each comes once. With them, an epoch has as many samples
 * as the split, and each comes as often as its share of the factors says, rounded up or down so that the mean over
 * epochs is exact (systematic sampling).
 * @throws RangeError if there is not one factor for each sample
 */
export function drawOrder(length: number, repeatFactors: readonly number[] | undefined, random: Random): Draw[] {
  if (repeatFactors && repeatFactors.length !== length)
    throw new RangeError(`expected ${length} repeat factors, got ${repeatFactors.length}`);
  const shuffled = random.permutation(length);
  if (!repeatFactors) return drawsOf(shuffled);
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
  return drawsOf(random.permutation(length).map((place) => drawn[place]!));
}

/** The turns of samples that come in this order. */
export function drawsOf(indices: readonly number[]): Draw[] {
  const turns = new Map<number, number>();
  return indices.map((index) => {
    const repeat = turns.get(index) ?? 0;
    turns.set(index, repeat + 1);
    return { index, repeat };
  });
}
