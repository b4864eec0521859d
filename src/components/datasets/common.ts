import { z } from 'zod';
import { interpolations, type ClassInfo, type Dataset } from '../../data/sample.ts';
import type { BuildContext, SlotSchema } from '../../registry/index.ts';

const pixels = z.int().positive();

/** The keys that every dataset takes. */
export function commonParams(slot: SlotSchema) {
  return {
    image_size: z
      .union([pixels, z.tuple([pixels, pixels])])
      .describe('Shortest side after resizing, then cropped to a square around the centre; or [height, width].'),
    interpolation: z.enum(interpolations).default('bilinear').describe('How photos are resized. Masks take the nearest pixel.'),
    storage: slot('storage').default({ type: 'memory' }).describe('Where resized samples wait between epochs.'),
  };
}
export type CommonParams = z.output<z.ZodObject<ReturnType<typeof commonParams>>>;

/** What the common keys say, as the dataset's parts. */
export async function commonParts(
  { image_size, interpolation, storage }: CommonParams,
  context: BuildContext,
): Promise<Pick<Dataset, 'imageSize' | 'interpolation' | 'storage'>> {
  const [height, width] = typeof image_size === 'number' ? [image_size, image_size] : image_size;
  return { imageSize: { height, width }, interpolation, storage: await context.build('storage', storage) };
}

export const splitParam = z
  .strictObject({
    train: z.number().positive().max(1).default(0.8).describe('Share of the trainval list that trains; the rest validates.'),
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

export function withColors(classes: z.output<typeof classesParam>): ClassInfo[] {
  return classes.map(({ name, color }, index) => ({ name, color: color ?? vocColor(index) }));
}

/** Pascal VOC's colour map: the bits of the index, dealt to red, green and blue from the highest bit down. */
export function vocColor(index: number): [number, number, number] {
  const color: [number, number, number] = [0, 0, 0];
  for (let bit = 0; bit < 8; bit++) color[bit % 3]! |= ((index >> bit) & 1) << (7 - Math.floor(bit / 3));
  return color;
}
