import { join, resolve } from 'node:path';
import { z } from 'zod';
import { badLine, parseLines, readListFile } from '../../data/annotations/list-file.ts';
import { indexMask } from '../../data/masks/index-mask.ts';
import { photoPairs, type PhotoPair } from '../../data/sources/photo-pairs.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { Dataset } from '../../data/dataset.ts';
import { splitByFraction } from '../../data/splits/split-by-fraction.ts';
import { TesseraError } from '../../core/errors/index.ts';
import { defineComponent } from '../../registry/index.ts';
import { withColors } from './class-colors.ts';
import { finishDataset } from './finish-dataset.ts';
import { classesParam, commonParams, splitParam } from './params.ts';

const maskValuesParam = z
  .record(z.string().regex(/^\d+$/, 'a number from 0 to 255'), z.union([z.literal('label'), z.int().min(0).max(255)]))
  .default({ 1: 'label', 2: 0, 3: IGNORE_INDEX })
  .describe(
    "Meaning of the values in the mask files: a class index, `255` for ignored pixels, or `label` for the class on the photo's line.",
  );

export const annotationList = defineComponent({
  kind: 'dataset',
  type: 'annotation-list',
  description: 'A folder of photos, a folder of masks, and lists with a line `name label` for each photo.',
  params: (slot) =>
    z.strictObject({
      images: z.string().min(1).describe('Folder of the photos.'),
      masks: z.string().min(1).describe('Folder of the masks: palette or grey PNGs.'),
      trainval: z.string().min(1).describe('List of the photos for training and validation.'),
      test: z.string().min(1).describe('List of the photos for the test.'),
      image_suffix: z.string().default('.jpg').describe("End of a photo's file name, after the sample's name."),
      mask_suffix: z.string().default('.png').describe("End of a mask's file name, after the sample's name."),
      classes: classesParam,
      mask_values: maskValuesParam,
      split: splitParam.prefault({}),
      ...commonParams(slot),
    }),
  async build(params, context): Promise<Dataset> {
    checkMaskValues(params.mask_values, params.classes.length);
    const path = (name: string) => resolve(context.workingDirectory, name);
    const files = (name: string, label: number): PhotoPair => {
      const mask = join(path(params.masks), name + params.mask_suffix);
      const values = Object.entries(params.mask_values).map(
        ([value, target]) => [Number(value), target === 'label' ? label : target] as const,
      );
      return {
        name,
        imageFile: join(path(params.images), name + params.image_suffix),
        labels: indexMask(mask, new Map(values)),
      };
    };
    const read = async (list: 'trainval' | 'test') =>
      (await readLabels(path(params[list]), `dataset.${list}`, params.classes.length)).map(({ name, label }) =>
        files(name, label),
      );
    const [trainval, test] = await Promise.all([read('trainval'), read('test')]);
    const [train, val] = splitByFraction(trainval.length, params.split.train, params.split.seed ?? context.seed);
    const pick = (indices: readonly number[]) => photoPairs(indices.map((index) => trainval[index]!));
    const splits = { train: pick(train), val: pick(val), test: photoPairs(test) };
    return finishDataset({ classes: withColors(params.classes), splits }, params, context);
  },
  outline: ({ classes }) => ({ classes: withColors(classes), downloads: [] }),
});

async function readLabels(file: string, key: string, classes: number): Promise<{ name: string; label: number }[]> {
  return parseLines(await readListFile(file, key), (line) => {
    const [name, text] = line.fields;
    const label = Number(text);
    const valid =
      name !== undefined && line.fields.length === 2 && Number.isInteger(label) && label >= 0 && label < classes;
    return valid ? { name, label } : badLine(file, line, `a line \`name label\` with a label from 0 to ${classes - 1}`);
  });
}

function checkMaskValues(values: Readonly<Record<string, 'label' | number>>, classes: number): void {
  const wrong = Object.entries(values).filter(
    ([, target]) => target !== 'label' && target !== IGNORE_INDEX && target >= classes,
  );
  if (wrong.length === 0) return;
  throw new TesseraError(
    wrong.map(([value, target]) => ({
      code: 'bad-value',
      path: `dataset.mask_values.${value}`,
      message: `dataset.mask_values.${value}: expected a class index from 0 to ${classes - 1}, ${IGNORE_INDEX} or label, got ${target}`,
    })),
  );
}
