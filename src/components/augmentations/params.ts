import { z } from 'zod';
import { TesseraError } from '../../core/errors/index.ts';
import type { ImageSize } from '../../data/sample.ts';
import { searched, type Contexts } from '../../registry/index.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';

export function probability(byDefault = 0.5) {
  return z.number().min(0).max(1).default(byDefault).describe('Share of the samples that are changed.').meta(searched({ type: 'uniform', low: 0, high: 1 }));
}

/** [lowest, highest]. */
export function range(bound: z.ZodNumber) {
  return z.tuple([bound, bound]).refine(([low, high]) => low <= high, 'expected [lowest, highest], lowest first');
}

/** What the mask gets where a sample is moved away. `labelOf` gives its label. */
export const fillMaskParam = z
  .union([
    z.literal('ignore'),
    z
      .int()
      .min(0)
      .max(IGNORE_INDEX - 1),
  ])
  .default('ignore')
  .describe(
    'What the mask gets where the sample was moved away and the image is black: `ignore`, so that nothing is learned from these pixels, or the index of a class, as in torchvision, which fills with 0. Better: `ignore`, since the network learns otherwise that black is that class.',
  );

/** @throws TesseraError `bad-value` if it is no class of the dataset */
export function labelOf(fill: z.output<typeof fillMaskParam>, context: AugmentationContext): number {
  if (fill === 'ignore') return IGNORE_INDEX;
  checkClass('fill_mask', fill, context);
  return fill;
}

type AugmentationContext = Pick<Contexts['augmentation'], 'classes'>;

/** @throws TesseraError `bad-value` if the classes are known and `index` is none of them */
export function checkClass(key: string, index: number, { classes }: AugmentationContext): void {
  if (!classes || index < classes.length) return;
  const message = `${key}: expected the index of a class, 0 to ${classes.length - 1}, got ${index}`;
  const hints = [`the classes: ${classes.map(({ name }, place) => `${place} ${name}`).join(', ')}`];
  throw new TesseraError({ code: 'bad-value', path: 'augmentations', message, hints });
}

const side = z.int().positive();

/** The size of a crop. `sizeOf` gives height and width. */
export const cropSizeParam = z
  .union([side, z.tuple([side, side])])
  .describe('Side of the square, or [height, width]. Must fit the model.');

export function sizeOf(size: z.output<typeof cropSizeParam>): ImageSize {
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  return { height, width };
}
