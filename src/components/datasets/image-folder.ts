import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { LabelReader } from '../../data/masks/label-reader.ts';
import { colorKey, colorMask } from '../../data/masks/color-mask.ts';
import { indexMask } from '../../data/masks/index-mask.ts';
import { photoPairs, type PhotoPair } from '../../data/sources/photo-pairs.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { Dataset } from '../../data/dataset.ts';
import { defineComponent } from '../../registry/index.ts';
import { vocColor, withColors } from './class-colors.ts';
import { finishDataset } from './finish-dataset.ts';
import { colorParam, commonParams } from './params.ts';
import { listSplits, splitsParam, type Entry } from './image-folder/splits.ts';

const valueParam = z.int().min(0).max(255);

const classParam = z.strictObject({
  name: z.string().min(1),
  color: colorParam
    .optional()
    .describe("RGB in which the class is drawn; by default Pascal VOC's colour of this index."),
  values: z
    .array(valueParam)
    .optional()
    .describe("Values in index masks that mean this class; by default the class's index."),
  colors: z
    .array(colorParam)
    .optional()
    .describe("Colours in colour masks that mean this class; by default the class's colour."),
});

const ignoreParam = z
  .strictObject({ values: z.array(valueParam).default([IGNORE_INDEX]), colors: z.array(colorParam).default([]) })
  .describe('Values or colours of ignored pixels in the masks.');

export const imageFolder = defineComponent({
  kind: 'dataset',
  type: 'image-folder',
  description: 'Photos and masks in folders: index, palette or colour masks. Splits by folder, list or share.',
  params: (slot) =>
    z.strictObject({
      root: z.string().min(1).describe('Folder to which the other paths are relative.'),
      images: z.string().default('images').describe('Folder of the photos.'),
      masks: z.string().default('masks').describe('Folder of the masks.'),
      image_suffix: z.string().min(1).default('.jpg').describe("End of a photo's file name, after the sample's name."),
      mask_suffix: z
        .string()
        .min(1)
        .default('.png')
        .describe("End of a mask's file name, after the sample's name, such as `_L.png`."),
      mask_format: z
        .enum(['index', 'color'])
        .default('index')
        .describe('Whether the values stored in the masks (palette and grey PNGs) or their colours mean classes.'),
      classes: z.array(classParam).min(2).max(255).describe('The classes, class 0 first.'),
      ignore: ignoreParam.prefault({}),
      splits: splitsParam,
      split_seed: z
        .int()
        .nonnegative()
        .optional()
        .describe("Seed of the order from which shares are taken; by default the experiment's seed."),
      ...commonParams(slot),
    }),
  async build(params, context): Promise<Dataset> {
    const root = resolve(context.workingDirectory, params.root);
    const reader = labelReaders(params);
    const pair = ({ name, images, masks }: Entry): PhotoPair => ({
      name,
      imageFile: join(images, name + params.image_suffix),
      labels: reader(join(masks, name + params.mask_suffix)),
    });
    const { train, val, test } = await listSplits({ ...params, root }, params.split_seed ?? context.seed);
    const splits = {
      train: photoPairs(train.map(pair)),
      val: photoPairs(val.map(pair)),
      test: photoPairs(test.map(pair)),
    };
    return finishDataset({ classes: withColors(params.classes), splits }, params, context);
  },
  outline: ({ classes }) => ({ classes: withColors(classes), downloads: [] }),
});

interface MaskParams {
  readonly mask_format: 'index' | 'color';
  readonly classes: readonly z.output<typeof classParam>[];
  readonly ignore: z.output<typeof ignoreParam>;
}

/** A value or colour that is listed both in `ignore` and in a class means the class. */
function labelReaders({ mask_format, classes, ignore }: MaskParams): (file: string) => LabelReader {
  if (mask_format === 'index') {
    const ignored = ignore.values.map((value) => [value, IGNORE_INDEX] as const);
    const values = new Map([
      ...ignored,
      ...classes.flatMap(({ values: own }, index) => (own ?? [index]).map((value) => [value, index] as const)),
    ]);
    return (file) => indexMask(file, values);
  }
  const ignored = ignore.colors.map((color) => [colorKey(color), IGNORE_INDEX] as const);
  const own = classes.flatMap(({ color, colors }, index) =>
    (colors ?? [color ?? vocColor(index)]).map((each) => [colorKey(each), index] as const),
  );
  const colors = new Map([...ignored, ...own]);
  return (file) => colorMask(file, colors);
}
