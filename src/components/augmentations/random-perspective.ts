import { z } from 'zod';
import { warpPerspective, type Corners, type Point } from '../../data/transforms/perspective.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { fillMaskParam, fillProblems, labelOf, probability } from './params.ts';
import { withProbability } from './with-probability.ts';

export const randomPerspective = defineComponent({
  kind: 'augmentation',
  type: 'random-perspective',
  description:
    'Moves the four corners inwards at random, as torchvision does with tensors. Pixels from outside are black.',
  params: z.strictObject({
    p: probability(),
    distortion: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('The farthest that a corner may move, as a share of half the side.'),
    fill_mask: fillMaskParam,
  }),
  check: fillProblems,
  build: ({ p, distortion, fill_mask }) => {
    const fill = labelOf(fill_mask);
    return withProbability(
      p,
      (size, random) => drawCorners(size, distortion, random),
      (sample, corners) => warpPerspective(sample, corners, fill),
    );
  },
});

/** Draws the new corners, with the ranges and the order of draws of torchvision's `RandomPerspective`. */
export function drawCorners({ height, width }: ImageSize, distortion: number, random: Random): Corners {
  const reachX = Math.floor(distortion * Math.floor(width / 2)) + 1;
  const reachY = Math.floor(distortion * Math.floor(height / 2)) + 1;
  const left = () => random.integer(0, reachX);
  const right = () => random.integer(width - reachX, width);
  const top = () => random.integer(0, reachY);
  const bottom = () => random.integer(height - reachY, height);
  const point = (x: number, y: number): Point => [x, y];
  return [point(left(), top()), point(right(), top()), point(right(), bottom()), point(left(), bottom())];
}
