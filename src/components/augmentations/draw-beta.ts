import type { Random } from '../../core/random.ts';

/** A number from the beta distribution, between 0 and 1. `a` and `b` are positive. */
export function drawBeta(a: number, b: number, random: Random): number {
  const [x, y] = [drawLogGamma(a, random), drawLogGamma(b, random)];
  return 1 / (1 + Math.exp(y - x));
}

/**
 * The logarithm of a number from the gamma distribution of this shape (Marsaglia and Tsang 2000). The logarithm,
 * because numbers of small shapes are too small for floating point.
 */
function drawLogGamma(shape: number, random: Random): number {
  if (shape < 1) return drawLogGamma(shape + 1, random) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  for (;;) {
    const x = random.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}
