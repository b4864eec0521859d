import { z } from 'zod';
import { cropSample } from '../../data/transforms/crop.ts';
import type { Window } from '../../data/resize/resize-plan.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { ImageSize, Sample } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { labelCounts } from './label-counts.ts';
import { cropSizeParam, sizeOf } from './params.ts';

/** How often mmsegmentation draws again. */
const ATTEMPTS = 10;

export const randomCrop = defineComponent({
  kind: 'augmentation',
  type: 'random-crop',
  description: 'Crops a part of a fixed size. Where the part reaches beyond the sample, it is black and ignored.',
  example: { size: 224 },
  params: z.strictObject({
    size: cropSizeParam,
    padding: z.int().nonnegative().default(0).describe('Pixels by which the part may reach beyond each edge.'),
    max_class_share: z
      .number()
      .positive()
      .max(1)
      .default(1)
      .describe(
        'Parts in which one class has this share of the pixels or more are drawn again, up to ten times: ' +
          "`cat_max_ratio` of mmsegmentation's `RandomCrop`, where 0.75 is usual. 1: any part is taken.",
      ),
  }),
  sizeAfter: ({ size }) => sizeOf(size),
  build: ({ size, padding, max_class_share }) => {
    const to = sizeOf(size);
    return (sample, random) => {
      const draw = () => drawCrop(sample, to, padding, random);
      return cropSample(sample, max_class_share < 1 ? drawMixed(sample, max_class_share, draw) : draw());
    };
  },
});

/**
 * As torchvision's `RandomCrop` with `pad_if_needed`: a sample that is smaller than the crop lies anywhere within it.
 */
export function drawCrop(from: ImageSize, to: ImageSize, padding: number, random: Random): Window {
  const offset = (length: number, cropped: number) => {
    const room = length + 2 * padding - cropped;
    return room >= 0 ? random.integer(0, room + 1) - padding : random.integer(0, 1 - room) + room - padding;
  };
  const top = offset(from.height, to.height);
  return { top, left: offset(from.width, to.width), height: to.height, width: to.width };
}

/** Draws until no class has `most` of the pixels that count, and at least two classes are there; then takes any. */
export function drawMixed(sample: Sample, most: number, draw: () => Window): Window {
  let window = draw();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const counts = labelCounts(sample, window).subarray(0, IGNORE_INDEX);
    const largest = Math.max(...counts);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (largest < total && largest / total < most) break;
    window = draw();
  }
  return window;
}
