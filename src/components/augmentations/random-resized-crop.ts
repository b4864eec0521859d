import { z } from 'zod';
import { cropSample } from '../../data/transforms/crop.ts';
import type { Window } from '../../data/resize/resize-plan.ts';
import { stretchSample } from '../../data/resize/resize-sample.ts';
import { roundHalfEven } from '../../data/round-half-even.ts';
import type { ImageSize, Sample } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability, range } from './params.ts';
import { withProbability } from './with-probability.ts';
import { ATTEMPTS, drawSides, type AreaRange } from './random-area.ts';

export const randomResizedCrop = defineComponent({
  kind: 'augmentation',
  type: 'random-resized-crop',
  description:
    "Crops a part and resizes it to the sample's size, as torchvision's `RandomResizedCrop` does with Pillow images.",
  params: z.strictObject({
    p: probability(1),
    scale: range(z.number().positive().max(1))
      .default([0.08, 1])
      .describe("[smallest, largest] share of the image's area."),
    ratio: range(z.number().positive())
      .default([3 / 4, 4 / 3])
      .describe('[smallest, largest] width divided by height.'),
  }),
  build: ({ p, ...area }) =>
    withProbability(p, (size, random) => drawResizedCrop(size, area, random), applyResizedCrop),
});

export function drawResizedCrop(size: ImageSize, area: AreaRange, random: Random): Window {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { long: width, short: height } = drawSides(size, area, random);
    if (width <= 0 || height <= 0 || width > size.width || height > size.height) continue;
    const top = random.integer(0, size.height - height + 1);
    return { top, left: random.integer(0, size.width - width + 1), height, width };
  }
  return centralWindow(size, area.ratio);
}

/** The largest window around the centre whose ratio is allowed. */
function centralWindow(size: ImageSize, [lowest, highest]: readonly [number, number]): Window {
  const ratio = size.width / size.height;
  const height = ratio < lowest ? roundHalfEven(size.width / lowest) : size.height;
  const width = ratio > highest ? roundHalfEven(size.height * highest) : size.width;
  return { top: Math.floor((size.height - height) / 2), left: Math.floor((size.width - width) / 2), height, width };
}

export function applyResizedCrop(sample: Sample, window: Window): Sample {
  return stretchSample(cropSample(sample, window), sample, 'bilinear');
}
