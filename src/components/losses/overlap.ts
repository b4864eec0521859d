import { z } from 'zod';
import type { Problem } from '../../core/errors/index.ts';
import type { CheckContext, Contexts, Loss } from '../../registry/index.ts';
import { ignoreIndexParam, ignoreIndexProblems } from './ignore-index.ts';
import type { Overlap } from './overlap-loss.ts';

/** The parameters that all losses of overlap share. */
export const overlapParams = z.strictObject({
  smooth: z.number().nonnegative().default(0).describe('Added to both sides of the fraction.'),
  per: z
    .enum(['batch', 'image'])
    .default('batch')
    .describe('`batch`: the overlap of all pixels of a batch; `image`: that of each image, then their mean.'),
  log: z.boolean().default(false).describe('Take `-log(overlap)` in place of `1 - overlap`.'),
  ignore_index: ignoreIndexParam,
});
export type OverlapParams = z.output<typeof overlapParams>;

/** What is wrong with the parameters for these classes. */
export function checkOverlap({ ignore_index }: OverlapParams, { classes }: CheckContext): Problem[] {
  return ignoreIndexProblems(ignore_index, classes);
}

/** Builds the loss of a measure of overlap. */
export async function buildOverlap(
  overlap: Overlap,
  { smooth, per, log, ignore_index, gamma = 1 }: OverlapParams & { readonly gamma?: number },
  { classes }: Pick<Contexts['loss'], 'classes'>,
): Promise<Loss> {
  const { overlapLoss } = await import('./overlap-loss.ts');
  const options = { ignoreIndex: ignore_index, smooth, perImage: per === 'image', log, gamma };
  return Object.assign<Loss, Pick<Loss, 'weightOf'>>(
    (logits, target) => overlapLoss(logits, target, overlap, options),
    {
      weightOf: (masks, images) => countedImages(masks, images, { classes: classes.length, ignoreIndex: ignore_index }),
    },
  );
}

/** The number of images that have a pixel which is a class and not ignored. `masks` is [N, H, W]. */
export function countedImages(
  masks: Uint8Array,
  images: number,
  { classes, ignoreIndex }: { readonly classes: number; readonly ignoreIndex: number },
): number {
  const pixels = masks.length / images;
  return Array.from({ length: images }, (_, image) =>
    masks.subarray(image * pixels, (image + 1) * pixels).some((value) => value < classes && value !== ignoreIndex),
  ).filter(Boolean).length;
}
