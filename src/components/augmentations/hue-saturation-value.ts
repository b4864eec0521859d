import { z } from 'zod';
import { shiftHsv, type HsvShift } from '../../data/transforms/adjust-color.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability, range } from './params.ts';
import { withProbability } from './with-probability.ts';

const limit = (most: number) => z.union([z.number().nonnegative().max(most), range(z.number().min(-most).max(most))]);
const shift = 'x for shifts from -x to x, or [lowest, highest].';

const params = z.strictObject({
  p: probability(),
  hue: limit(180).default(20).describe(`Hue, of which a full circle has 180, as in OpenCV: ${shift}`),
  saturation: limit(255).default(30).describe(`Saturation, 0 to 255: ${shift}`),
  value: limit(255).default(20).describe(`Value, 0 to 255: ${shift}`),
});
export type HueSaturationValueParams = z.output<typeof params>;

export const hueSaturationValue = defineComponent({
  kind: 'augmentation',
  type: 'hue-saturation-value',
  description:
    "Adds to hue, saturation and value, in the ranges of Albumentations' `HueSaturationValue`. Computed in " +
    "floating point, where that rounds to OpenCV's 8 bits.",
  params,
  build: (given) =>
    withProbability(
      given.p,
      (_, random) => drawShift(given, random),
      (sample, drawn) => ({ ...sample, image: shiftHsv(sample.image, drawn) }),
    ),
});

export function drawShift({ hue, saturation, value }: HueSaturationValueParams, random: Random): HsvShift {
  const draw = (given: number | readonly [number, number]) =>
    typeof given === 'number' ? random.between(-given, given) : random.between(...given);
  return { hue: draw(hue) / 180, saturation: draw(saturation) / 255, value: draw(value) / 255 };
}
