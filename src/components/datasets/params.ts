import { z } from 'zod';
import { interpolations } from '../../data/dataset.ts';
import type { SlotSchema } from '../../registry/index.ts';

const pixels = z.int().positive();

/** The keys that every dataset takes. */
export function commonParams(slot: SlotSchema) {
  return {
    image_size: z
      .union([pixels, z.tuple([pixels, pixels])])
      .describe('Shortest side after resizing, then cropped to a square around the centre; or [height, width].'),
    interpolation: z
      .enum(interpolations)
      .default('bilinear')
      .describe('How photos are resized. Masks take the nearest pixel.'),
    tiles: z
      .strictObject({
        overlap: z.int().nonnegative().default(0).describe('Pixels that neighbouring training tiles share at least.'),
      })
      .optional()
      .describe(
        'Cut each photo into tiles of image_size at its own resolution instead of resizing it. In validation and test every pixel counts once.',
      ),
    storage: slot('storage').default({ type: 'memory' }).describe('Where resized samples wait between epochs.'),
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
      .describe('Share of the trainval list that trains; the rest validates.'),
    seed: z.int().nonnegative().optional().describe("Which samples those are; by default the experiment's seed."),
  })
  .describe('How the trainval list is divided.');

const level = z.int().min(0).max(255);
/** RGB. */
export const colorParam = z.tuple([level, level, level]);

export const classesParam = z
  .array(
    z.strictObject({
      name: z.string().min(1),
      color: colorParam.optional().describe('RGB; by default the colour that Pascal VOC gives this index.'),
    }),
  )
  .min(2)
  .max(255)
  .describe('Class 0 first.');
