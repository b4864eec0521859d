import { roundHalfEven } from '../../data/round-half-even.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';

export interface AreaRange {
  /** Share of the image's area. */
  readonly scale: readonly [number, number];
  /** One side by the other. */
  readonly ratio: readonly [number, number];
}

/** How often torchvision draws before it gives up. */
export const ATTEMPTS = 10;

/** Sides of a rectangle whose area is uniform and whose ratio is uniform in the logarithm; `long` grows with the ratio. */
export function drawSides(
  { height, width }: ImageSize,
  { scale, ratio }: AreaRange,
  random: Random,
): { long: number; short: number } {
  const area = height * width * random.between(...scale);
  const aspect = Math.exp(random.between(Math.log(ratio[0]), Math.log(ratio[1])));
  return { long: roundHalfEven(Math.sqrt(area * aspect)), short: roundHalfEven(Math.sqrt(area / aspect)) };
}
