import { resolve } from 'node:path';
import { z } from 'zod';
import { photoSizes } from '../../data/sources/photo-sizes.ts';
import { interpolations, type ClassInfo, type Dataset, type ImageSize, type SplitName } from '../../data/sample.ts';
import { tiledSource } from '../../data/sources/tiled-source.ts';
import { TesseraError } from '../../core/errors/index.ts';
import type { BuildContext, SlotSchema } from '../../registry/index.ts';

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

/** The dataset's samples with what the common keys say. @throws TesseraError `bad-value`, or as reading photos does */
export async function finishDataset(
  { classes, splits }: Pick<Dataset, 'classes' | 'splits'>,
  { image_size, interpolation, storage, tiles }: CommonParams,
  context: BuildContext,
): Promise<Dataset> {
  const [height, width] = typeof image_size === 'number' ? [image_size, image_size] : image_size;
  const imageSize = { height, width };
  const cut = tiles ? await cutSplits(splits, imageSize, tiles.overlap, context) : splits;
  return { classes, splits: cut, imageSize, interpolation, storage: await context.build('storage', storage) };
}

async function cutSplits(
  splits: Dataset['splits'],
  size: ImageSize,
  overlap: number,
  { workingDirectory }: BuildContext,
): Promise<Dataset['splits']> {
  const most = Math.min(size.height, size.width) - 1;
  if (overlap > most) {
    throw new TesseraError({
      code: 'bad-value',
      path: 'dataset.tiles.overlap',
      message: `dataset.tiles.overlap: expected at most ${most}, less than a tile, got ${overlap}`,
    });
  }
  const cut = async (split: SplitName) => {
    const sizes = await photoSizes(splits[split], resolve(workingDirectory, '.cache/tessera'));
    return tiledSource(splits[split], sizes, { size, overlap, countOnce: split !== 'train' });
  };
  return { train: await cut('train'), val: await cut('val'), test: await cut('test') };
}

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

/** The classes of a section, with Pascal VOC's colours where it gives none. */
export function withColors(classes: z.output<typeof classesParam>): ClassInfo[] {
  return classes.map(({ name, color }, index) => ({ name, color: color ?? vocColor(index) }));
}

/** Pascal VOC's colour map: the bits of the index, dealt to red, green and blue from the highest bit down. */
export function vocColor(index: number): [number, number, number] {
  const color: [number, number, number] = [0, 0, 0];
  for (let bit = 0; bit < 8; bit++) color[bit % 3]! |= ((index >> bit) & 1) << (7 - Math.floor(bit / 3));
  return color;
}
