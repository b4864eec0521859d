/**
 * The most numbers that are added in float32, one after the other. Each of n additions rounds, so a sum of 16 million
 * equal numbers is wrong by 1 %, and one of 128 by less than 1e-6. Longer sums are made of parts, whose sums are added
 * in double precision.
 */
export const longestFloatSum = 128;

/** How many of `count` numbers make one part: the largest divisor of `count` up to `longestFloatSum`. */
export function sumPart(count: number): number {
  return divisorUpTo(longestFloatSum, count);
}

/** The largest divisor of `count` that is at most `limit`; 1 of 0. */
export function divisorUpTo(limit: number, count: number): number {
  let divisor = Math.min(limit, count);
  while (divisor > 1 && count % divisor !== 0) divisor--;
  return Math.max(1, divisor);
}
