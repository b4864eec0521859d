import { createRandom } from '../../core/random.ts';
import { assignGroups } from './assign-groups.ts';
import { shareOf } from './share-of.ts';

export interface Division {
  /** Share of each part, in the order of the parts; together at most 1. */
  readonly shares: readonly number[];
  readonly seed: number;
  /** The group of each item, which stays together. */
  readonly groups?: readonly string[] | undefined;
  /** The labels of each item. Each part gets its share of every label, as far as that can be. */
  readonly labels?: readonly (readonly number[])[] | undefined;
}

/**
 * Divides 0 .. length - 1 at random, and returns the ascending positions of each part. Without groups and labels, the
 * parts are consecutive in one random order.
 */
export function divide(length: number, { shares, seed, groups, labels }: Division): number[][] {
  if (!groups && !labels) {
    let end = 0;
    return shares.map((share) => {
      const start = end;
      end += share;
      return shareOf(length, start, end, seed);
    });
  }
  const members = membersOf(length, groups);
  const order = createRandom(seed, 'split').permutation(members.length);
  const shuffled = order.map((group) => members[group]!);
  const units = shuffled.map((own) => ({ size: own.length, labels: labels ? counts(own, labels) : new Map() }));
  // What is left when shares add up to less than 1 is a part that nobody gets.
  const left = 1 - shares.reduce((sum, share) => sum + share, 0);
  const parts = assignGroups(units, left > 1e-9 ? [...shares, left] : shares);
  return shares.map((_, part) =>
    shuffled
      .filter((__, unit) => parts[unit] === part)
      .flat()
      .sort((a, b) => a - b),
  );
}

/** The positions of each group; without groups, each position is one. */
function membersOf(length: number, groups: readonly string[] | undefined): number[][] {
  const byGroup = new Map<string | number, number[]>();
  for (let position = 0; position < length; position++) {
    const group = groups?.[position] ?? position;
    const own = byGroup.get(group) ?? [];
    byGroup.set(group, own);
    own.push(position);
  }
  return [...byGroup.values()];
}

/** In how many of the positions each label is. */
function counts(positions: readonly number[], labels: readonly (readonly number[])[]): Map<number, number> {
  const result = new Map<number, number>();
  for (const position of positions)
    for (const label of new Set(labels[position])) result.set(label, (result.get(label) ?? 0) + 1);
  return result;
}
