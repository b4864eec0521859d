import { z } from 'zod';
import type { Window } from '../../data/resize-plan.ts';
import { IGNORE_INDEX, type ImageSize, type Sample } from '../../data/sample.ts';
import type { Random } from '../../random.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability, range, withProbability } from './common.ts';
import { ATTEMPTS, drawSides, type AreaRange } from './random-area.ts';

const level = z.int().min(0).max(255);

export const randomErasing = defineComponent({
  kind: 'augmentation',
  type: 'random-erasing',
  description: "Paints a rectangle over, as torchvision's RandomErasing (Zhong et al., 2017); its pixels are ignored unless `ignore` is false.",
  params: z.strictObject({
    p: probability(),
    scale: range(z.number().positive().max(1)).default([0.02, 0.33]).describe("[smallest, largest] share of the image's area."),
    ratio: range(z.number().positive()).default([0.3, 3.3]).describe('[smallest, largest] height by width.'),
    value: z.tuple([level, level, level]).default([0, 0, 0]).describe('RGB that it is painted with.'),
    ignore: z.boolean().default(true).describe('Whether the mask is ignored there; otherwise it stays.'),
  }),
  build: ({ p, value, ignore, ...area }) =>
    withProbability(
      p,
      (size, random) => drawErasing(size, area, random),
      (sample, window) => (window ? applyErasing(sample, window, value, ignore) : sample),
    ),
});

/** Undefined if no rectangle fits after ten attempts, as in torchvision. */
export function drawErasing(size: ImageSize, area: AreaRange, random: Random): Window | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { long: height, short: width } = drawSides(size, area, random);
    if (height >= size.height || width >= size.width) continue;
    const top = random.integer(0, size.height - height + 1);
    return { top, left: random.integer(0, size.width - width + 1), height, width };
  }
  return undefined;
}

export function applyErasing(sample: Sample, window: Window, value: readonly [number, number, number], ignore: boolean): Sample {
  const image = Uint8Array.from(sample.image);
  const mask = Uint8Array.from(sample.mask);
  for (let row = window.top; row < window.top + window.height; row++) {
    const start = row * sample.width + window.left;
    for (let pixel = start; pixel < start + window.width; pixel++) image.set(value, pixel * 3);
    if (ignore) mask.fill(IGNORE_INDEX, start, start + window.width);
  }
  return { ...sample, image, mask };
}
