import { z } from 'zod';
import { mapImage } from '../../data/simd/map-sample.ts';
import type { Window } from '../../data/resize/resize-plan.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { type ImageSize, type Sample } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability, range } from './params.ts';
import { withProbability } from './with-probability.ts';
import { ATTEMPTS, drawSides, type AreaRange } from './random-area.ts';

const level = z.int().min(0).max(255);

export const randomErasing = defineComponent({
  kind: 'augmentation',
  type: 'random-erasing',
  description:
    "Paints over a rectangle, as torchvision's `RandomErasing` (Zhong et al. 2017). Its pixels are ignored " +
    'unless `ignore` is false.',
  params: z.strictObject({
    p: probability(),
    scale: range(z.number().positive().max(1))
      .default([0.02, 0.33])
      .describe("[smallest, largest] share of the image's area."),
    ratio: range(z.number().positive()).default([0.3, 3.3]).describe('[smallest, largest] height divided by width.'),
    value: z.tuple([level, level, level]).default([0, 0, 0]).describe('RGB of the rectangle.'),
    ignore: z
      .boolean()
      .default(true)
      .describe('Whether the mask is ignored in the rectangle; otherwise it does not change.'),
  }),
  build: ({ p, value, ignore, ...area }) =>
    withProbability(
      p,
      (size, random) => drawErasing(size, area, random),
      (sample, window) => (window ? applyErasing(sample, window, value, ignore) : sample),
    ),
});

/** Draws a rectangle; undefined if none fits in ten attempts, as in torchvision. */
export function drawErasing(size: ImageSize, area: AreaRange, random: Random): Window | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { long: height, short: width } = drawSides(size, area, random);
    if (height >= size.height || width >= size.width) continue;
    const top = random.integer(0, size.height - height + 1);
    return { top, left: random.integer(0, size.width - width + 1), height, width };
  }
  return undefined;
}

export function applyErasing(
  sample: Sample,
  { top, left, height, width }: Window,
  value: readonly [number, number, number],
  ignore: boolean,
): Sample {
  const erase = (data: Uint8Array, color: Uint8Array) =>
    mapImage(data, ({ routines, input }, source, target) => {
      routines.copyBytes(source, target, data.length);
      routines.fillRectangle(target, sample.width * color.length, top, left, height, width, input(color), color.length);
    });
  const mask = ignore ? erase(sample.mask, Uint8Array.of(IGNORE_INDEX)) : sample.mask;
  return { ...sample, image: erase(sample.image, Uint8Array.from(value)), mask };
}
