import { z } from 'zod';
import { pasteWindow } from '../../data/transforms/mix.ts';
import type { Window } from '../../data/resize/resize-plan.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { drawBeta } from './draw-beta.ts';
import { mixing } from './mixing.ts';
import { probability } from './params.ts';

export const cutmix = defineComponent({
  kind: 'augmentation',
  type: 'cutmix',
  description:
    'Pastes a rectangle of another sample, image and mask, in the same place (Yun et al. 2019). The ' +
    'augmentations before have changed the other sample, too.',
  params: z.strictObject({
    p: probability(),
    alpha: z
      .number()
      .positive()
      .default(1)
      .describe("The share of the image that stays is drawn from Beta(alpha, alpha), as in torchvision's `CutMix`."),
  }),
  build: ({ p, alpha }) =>
    mixing(p, (sample, partner, random) =>
      pasteWindow(sample, partner, drawBox(sample, drawBeta(alpha, alpha, random), random)),
    ),
});

/** A rectangle around a random pixel, as torchvision's `CutMix`: it may be cut off at the edges. */
export function drawBox({ height, width }: ImageSize, share: number, random: Random): Window {
  const [x, y] = [random.integer(0, width), random.integer(0, height)];
  const half = 0.5 * Math.sqrt(1 - share);
  const [reachX, reachY] = [Math.floor(half * width), Math.floor(half * height)];
  const [left, top] = [Math.max(0, x - reachX), Math.max(0, y - reachY)];
  return {
    top,
    left,
    height: Math.min(height, y + reachY) - top,
    width: Math.min(width, x + reachX) - left,
  };
}
