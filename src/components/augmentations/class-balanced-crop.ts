import { z } from 'zod';
import { cropSample } from '../../data/transforms/crop.ts';
import type { Window } from '../../data/resize/resize-plan.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { ImageSize, Sample } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { labelCounts } from './label-counts.ts';
import { classIndexProblems, cropSizeParam, sizeOf } from './params.ts';
import { drawCrop } from './random-crop.ts';

export const classBalancedCrop = defineComponent({
  kind: 'augmentation',
  type: 'class-balanced-crop',
  description:
    'Crops a part with a pixel of a class that is drawn from those in the sample, each with the same ' +
    "probability, so rare classes are seen more often (nnU-Net's oversampling of the foreground).",
  example: { size: 224 },
  params: z.strictObject({
    size: cropSizeParam,
    p: z
      .number()
      .min(0)
      .max(1)
      .default(0.33)
      .describe('Share of the parts that are drawn for a class; the others are those of `random-crop`.'),
    classes: z
      .array(
        z
          .int()
          .min(0)
          .max(IGNORE_INDEX - 1),
      )
      .min(1)
      .optional()
      .describe(
        'Indices of the classes to draw from; by default all. A sample that has none of them is cropped anywhere.',
      ),
  }),
  sizeAfter: ({ size }) => sizeOf(size),
  check: ({ classes = [] }, context) => classes.flatMap((index) => classIndexProblems('classes', index, context)),
  build: ({ size, p, classes }) => {
    const to = sizeOf(size);
    return (sample, random) => {
      const pixel = random.uniform() < p ? drawPixel(sample, classes, random) : undefined;
      return cropSample(sample, pixel ? windowAround(pixel, sample, to, random) : drawCrop(sample, to, 0, random));
    };
  },
});

/** Draws a class, then one of its pixels; undefined if the sample has none of the classes. */
export function drawPixel(
  sample: Sample,
  classes: readonly number[] | undefined,
  random: Random,
): { row: number; column: number } | undefined {
  const counts = labelCounts(sample, { ...sizeOnly(sample), top: 0, left: 0 });
  const isAllowed = (label: number) => label !== IGNORE_INDEX && (!classes || classes.includes(label));
  const present = [...counts.keys()].filter((label) => counts[label]! > 0 && isAllowed(label));
  if (present.length === 0) return undefined;
  const label = present[random.integer(0, present.length)]!;
  const pixel = placeOf(label, random.integer(0, counts[label]!), sample.mask);
  return { row: Math.floor(pixel / sample.width), column: pixel % sample.width };
}

/** The index of the label's occurrence number `occurrence`, counted from 0. */
function placeOf(label: number, occurrence: number, mask: Uint8Array): number {
  let left = occurrence;
  let place = mask.indexOf(label);
  while (left > 0) {
    place++;
    if (mask[place] === label) left--;
  }
  return place;
}

/** A window with the pixel anywhere in it. It lies within the sample, or the sample within it, along each axis. */
export function windowAround(
  { row, column }: { readonly row: number; readonly column: number },
  from: ImageSize,
  to: ImageSize,
  random: Random,
): Window {
  const offset = (place: number, length: number, cropped: number) => {
    const [lowest, highest] = [Math.min(0, length - cropped), Math.max(0, length - cropped)];
    const first = Math.max(lowest, place - cropped + 1);
    return random.integer(first, Math.min(highest, place) + 1);
  };
  const top = offset(row, from.height, to.height);
  return { ...sizeOnly(to), top, left: offset(column, from.width, to.width) };
}

function sizeOnly({ height, width }: ImageSize): ImageSize {
  return { height, width };
}
