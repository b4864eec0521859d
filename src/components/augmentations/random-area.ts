import { roundHalfEven } from '../../data/round-half-even.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';

export interface AreaRange {
  /** Share of the image's area. */
  readonly scale: readonly [number, number];
  /** One side divided by the other. */
  readonly ratio: readonly [number, number];
}

/** Number of attempts, as in torchvision. */
export const ATTEMPTS = 10;

/** Draws the sides of a rectangle: uniform area, and a ratio with uniform logarithm. `long` grows with the ratio. */
export function drawSides(
  { height, width }: ImageSize,
  { scale, ratio }: AreaRange,
  random: Random,
): { long: number; short: number } {
  const area = height * width * random.between(...scale);
  const aspect = Math.exp(random.between(Math.log(ratio[0]), Math.log(ratio[1])));
  return { long: roundHalfEven(Math.sqrt(area * aspect)), short: roundHalfEven(Math.sqrt(area / aspect)) };
}
