import { z } from 'zod';
import { scaleAndShift } from '../../data/transforms/adjust-color.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability, range } from './params.ts';
import { withProbability } from './with-probability.ts';

const limit = z.union([z.number().nonnegative(), range(z.number())]).default(0.2);

const params = z.strictObject({
  p: probability(),
  brightness: limit.describe('Shares of the whole range that are added: x for -x to x, or [lowest, highest].'),
  contrast: limit.describe('Each level is multiplied by 1 plus this: x for -x to x, or [lowest, highest].'),
});
export type BrightnessContrastParams = z.output<typeof params>;

export const brightnessContrast = defineComponent({
  kind: 'augmentation',
  type: 'brightness-contrast',
  description:
    "Multiplies all levels and adds to them, as Albumentations' `RandomBrightnessContrast`. The contrast is " +
    'taken from black, and by `color-jitter` from the mean grey.',
  params,
  build: (given) =>
    withProbability(
      given.p,
      (_, random) => drawChange(given, random),
      (sample, { ratio, shift }) => ({ ...sample, image: scaleAndShift(sample.image, ratio, shift) }),
    ),
});

/** `shift` is in levels. */
export function drawChange(
  { brightness, contrast }: BrightnessContrastParams,
  random: Random,
): { ratio: number; shift: number } {
  const draw = (given: number | readonly [number, number]) =>
    typeof given === 'number' ? random.between(-given, given) : random.between(...given);
  const ratio = 1 + draw(contrast);
  return { ratio, shift: draw(brightness) * 255 };
}
