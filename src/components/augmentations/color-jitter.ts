import { z } from 'zod';
import { adjustBrightness, adjustContrast, adjustHue, adjustSaturation } from '../../data/transforms/adjust-color.ts';
import type { Sample } from '../../data/sample.ts';
import type { Random } from '../../core/random.ts';
import { defineComponent } from '../../registry/index.ts';
import { probability } from './params.ts';
import { withProbability } from './with-probability.ts';

const strength = z
  .union([z.number().nonnegative(), z.tuple([z.number().nonnegative(), z.number().nonnegative()])])
  .default(0);
const factor = 'a strength x for factors from max(0, 1 - x) to 1 + x, or [lowest, highest].';

const params = z.strictObject({
  p: probability(),
  brightness: strength.describe(`Brightness: ${factor}`),
  contrast: strength.describe(`Contrast: ${factor}`),
  saturation: strength.describe(`Saturation: ${factor}`),
  hue: z
    .union([z.number().min(0).max(0.5), z.tuple([z.number().min(-0.5), z.number().max(0.5)])])
    .default(0)
    .describe('Hue: shifts from -x to x of a full circle, or [lowest, highest].'),
});
export type ColorJitterParams = z.output<typeof params>;

const adjustments = {
  brightness: adjustBrightness,
  contrast: adjustContrast,
  saturation: adjustSaturation,
  hue: adjustHue,
} as const;
const names = ['brightness', 'contrast', 'saturation', 'hue'] as const satisfies readonly (keyof typeof adjustments)[];

/** The adjustments in their order, each with its factor. */
export type ColorJitterDraw = readonly (readonly [adjustment: keyof typeof adjustments, factor: number])[];

export const colorJitter = defineComponent({
  kind: 'augmentation',
  type: 'color-jitter',
  description: 'Changes brightness, contrast, saturation and hue in a random order, as torchvision does with tensors.',
  params,
  build: (given) => withProbability(given.p, (_, random) => drawColorJitter(given, random), applyColorJitter),
});

/** Draws first the order, then a factor for each adjustment that is not the identity, as torchvision does. */
export function drawColorJitter(given: ColorJitterParams, random: Random): ColorJitterDraw {
  const order = random.permutation(names.length);
  const factors = names.map((name) => {
    const [low, high] = factorRange(name, given[name]);
    const identity = name === 'hue' ? 0 : 1;
    return low === identity && high === identity ? undefined : random.between(low, high);
  });
  return order.flatMap((index) => (factors[index] === undefined ? [] : [[names[index]!, factors[index]] as const]));
}

function factorRange(
  name: (typeof names)[number],
  value: number | readonly [number, number],
): readonly [number, number] {
  if (typeof value !== 'number') return value;
  return name === 'hue' ? [-value, value] : [Math.max(0, 1 - value), 1 + value];
}

export function applyColorJitter(sample: Sample, drawn: ColorJitterDraw): Sample {
  return { ...sample, image: drawn.reduce((image, [name, amount]) => adjustments[name](image, amount), sample.image) };
}
