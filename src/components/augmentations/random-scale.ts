import { z } from 'zod';
import { stretchSample } from '../../data/resize/resize-sample.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability, range } from './params.ts';
import { withProbability } from './with-probability.ts';

export const randomScale = defineComponent({
  kind: 'augmentation',
  type: 'random-scale',
  description:
    "Resizes by a random factor: multi-scale jitter, as mmsegmentation's `RandomResize` with `ratio_range`. A " +
    '`random-crop` behind it gives all samples one size again.',
  params: z.strictObject({
    p: probability(1),
    scale: range(z.number().positive()).default([0.5, 2]).describe('[smallest, largest] factor of height and width.'),
  }),
  build: ({ p, scale }) =>
    withProbability(
      p,
      (size, random) => drawSize(size, scale, random),
      (sample, size) => stretchSample(sample, size, 'bilinear'),
    ),
});

/** One factor for both sides, which are rounded down and at least 1. */
export function drawSize({ height, width }: ImageSize, scale: readonly [number, number], random: Random): ImageSize {
  const factor = random.between(...scale);
  const scaled = (length: number) => Math.max(1, Math.floor(length * factor));
  return { height: scaled(height), width: scaled(width) };
}
