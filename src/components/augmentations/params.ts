import { z } from 'zod';
import type { Problem } from '../../core/errors/index.ts';
import type { ImageSize } from '../../data/sample.ts';
import { searched, type CheckContext } from '../../registry/index.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';

export function probability(byDefault = 0.5) {
  return z
    .number()
    .min(0)
    .max(1)
    .default(byDefault)
    .describe('Share of the samples that are changed.')
    .meta(searched({ type: 'uniform', low: 0, high: 1 }));
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
    'What the mask gets where the sample was moved away and the image is black: `ignore`, so that nothing is ' +
      'learned from these pixels, or the index of a class, as in torchvision, which fills with 0. Better: ' +
      '`ignore`, since the network learns otherwise that black is that class.',
  );

export function labelOf(fill: z.output<typeof fillMaskParam>): number {
  return fill === 'ignore' ? IGNORE_INDEX : fill;
}

/** That masks are filled with a class which isn't there. */
export function fillProblems(
  { fill_mask: fill }: { readonly fill_mask: z.output<typeof fillMaskParam> },
  context: CheckContext,
): Problem[] {
  return fill === 'ignore' ? [] : classIndexProblems('fill_mask', fill, context);
}

/** That `index`, which the parameter `key` has, is the index of no class. */
export function classIndexProblems(key: string, index: number, { classes }: CheckContext): Problem[] {
  if (index < classes.length) return [];
  const message = `${key}: expected the index of a class, 0 to ${classes.length - 1}, got ${index}`;
  const hints = [`the classes: ${classes.map(({ name }, place) => `${place} ${name}`).join(', ')}`];
  return [{ code: 'bad-value', path: 'augmentations', message, hints }];
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
