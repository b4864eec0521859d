import { z } from 'zod';
import { warpAffine, type AffineMap } from '../../data/transforms/affine.ts';
import { roundHalfEven } from '../../data/round-half-even.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { fillMaskParam, fillProblems, labelOf, probability, range } from './params.ts';
import { withProbability } from './with-probability.ts';

const degrees = z.union([z.number().nonnegative(), range(z.number())]);
const share = z.number().min(0).max(1);

const params = z.strictObject({
  p: probability(),
  degrees: degrees.default(0).describe('Clockwise angle in degrees: x for -x to x, or [lowest, highest].'),
  translate: z
    .tuple([share, share])
    .default([0, 0])
    .describe('Largest shift right and down, as shares of width and height.'),
  scale: range(z.number().positive()).default([1, 1]).describe('[smallest, largest] factor.'),
  shear: degrees.default(0).describe('Shear along x in degrees: x for -x to x, or [lowest, highest].'),
  fill_mask: fillMaskParam,
});
export type RandomAffineParams = z.output<typeof params>;

export const randomAffine = defineComponent({
  kind: 'augmentation',
  type: 'random-affine',
  description:
    "Rotates, shifts, scales and shears around the centre, as torchvision's `RandomAffine`. Pixels from " +
    'outside are black.',
  params,
  check: fillProblems,
  build: (given) => {
    const fill = labelOf(given.fill_mask);
    return withProbability(
      given.p,
      (size, random) => drawAffine(size, given, random),
      (sample, map) => warpAffine(sample, map, fill),
    );
  },
});

/** Ranges and order of draws as torchvision's `RandomAffine`. */
export function drawAffine(
  { height, width }: ImageSize,
  given: Omit<RandomAffineParams, 'fill_mask'>,
  random: Random,
): AffineMap {
  const shift = (most: number, length: number) =>
    most > 0 ? roundHalfEven(random.between(-most * length, most * length)) : 0;
  const angle = random.between(...symmetric(given.degrees));
  const translate = [shift(given.translate[0], width), shift(given.translate[1], height)] as const;
  const scale = random.between(...given.scale);
  return { angle, translate, scale, shear: [random.between(...symmetric(given.shear)), 0] };
}

function symmetric(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === 'number' ? [-value, value] : value;
}
