import { z } from 'zod';
import { interpolations } from '../../data/dataset.ts';
import type { SlotSchema } from '../../registry/index.ts';

const pixels = z.int().positive();

/** The keys that every dataset takes. */
export function commonParams(slot: SlotSchema) {
  return {
    image_size: z
      .union([pixels, z.tuple([pixels, pixels])])
      .describe('Side of the square that samples are resized and centre-cropped to, or [height, width].'),
    interpolation: z
      .enum(interpolations)
      .default('bilinear')
      .describe('How images are resized. Masks always take the nearest pixel.'),
    tiles: z
      .strictObject({
        overlap: z
          .int()
          .nonnegative()
          .default(0)
          .describe('The least number of pixels that neighbouring training tiles share.'),
      })
      .optional()
      .describe(
        'Cuts each photo into tiles of `image_size` at its own resolution, instead of resizing it. In validation and test, every pixel counts once.',
      ),
    storage: slot('storage').default({ type: 'memory' }).describe('Where resized samples are kept between epochs.'),
  };
}
export type CommonParams = z.output<z.ZodObject<ReturnType<typeof commonParams>>>;

export const splitParam = z
  .strictObject({
    train: z
      .number()
      .positive()
      .max(1)
      .default(0.8)
      .describe('Share of the trainval list that is used for training; the rest is for validation.'),
    seed: z.int().nonnegative().optional().describe("Seed of the division; by default the experiment's seed."),
  })
  .describe('How the trainval list is divided.');

const level = z.int().min(0).max(255);
/** RGB. */
export const colorParam = z.tuple([level, level, level]);

export const classesParam = z
  .array(
    z.strictObject({
      name: z.string().min(1),
      color: colorParam.optional().describe("RGB; by default Pascal VOC's colour of this index."),
    }),
  )
  .min(2)
  .max(255)
  .describe('The classes, class 0 first.');
