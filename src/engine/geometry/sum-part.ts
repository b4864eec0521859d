/**
 * The most numbers that are added in float32, one after the other. Each of n additions rounds, so a sum of 16 million
 * equal numbers is wrong by 1 %, and one of 128 by less than 1e-6. Longer sums are made of parts, whose sums are added
 * in double precision.
 */
export const longestFloatSum = 128;

/** How many of `count` numbers make one part: the largest divisor of `count` up to `longestFloatSum`. */
export function sumPart(count: number): number {
  let part = Math.min(longestFloatSum, count);
  while (part > 1 && count % part !== 0) part--;
  return Math.max(1, part);
}
