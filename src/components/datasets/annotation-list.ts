import { resolve } from 'node:path';
import { z } from 'zod';
import { badLine, parseLines, readListFile } from '../../data/annotations/list-file.ts';
import { accountFiles } from '../../data/files/account-files.ts';
import { kindBySuffix } from '../../data/files/file-kind.ts';
import { indexFiles, type FileIndex } from '../../data/files/file-index.ts';
import { indexMask } from '../../data/masks/index-mask.ts';
import { photoPairs, type PhotoPair } from '../../data/sources/photo-pairs.ts';
import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import type { Dataset } from '../../data/dataset.ts';
import { splitByFraction } from '../../data/splits/split-by-fraction.ts';
import type { ValueTotal } from '../../data/survey/survey.ts';
import { TesseraError } from '../../core/errors/index.ts';
import { defineComponent } from '../../registry/index.ts';
import { withColors } from './class-colors.ts';
import { sharedNames } from './class-names.ts';
import { finishDataset } from './finish-dataset.ts';
import { likelyMeaning } from './likely-meaning.ts';
import { classesParam, commonParams, maskOrientationParam, splitParam, suffixes, suffixParam } from './params.ts';

const maskValuesParam = z
  .record(z.string().regex(/^\d+$/, 'a number from 0 to 255'), z.union([z.literal('label'), z.int().min(0).max(255)]))
  .default({ 1: 'label', 2: 0, 3: IGNORE_INDEX })
  .describe(
    'Meaning of the values in the mask files: a class index, `255` for ignored pixels, or `label` for the ' +
      "class on the photo's line.",
  );

export const annotationList = defineComponent({
  kind: 'dataset',
  type: 'annotation-list',
  description: 'A folder of photos, a folder of masks, and lists with a line `name label` for each photo.',
  example: {
    images: 'data/pets/images',
    masks: 'data/pets/annotations/trimaps',
    trainval: 'data/pets/trainval.txt',
    test: 'data/pets/test.txt',
    classes: [{ name: 'background' }, { name: 'cat' }, { name: 'dog' }],
    image_size: 256,
  },
  params: (slot) =>
    z
      .strictObject({
        images: z.string().min(1).describe('Folder of the photos.'),
        masks: z.string().min(1).describe('Folder of the masks: palette or grey PNGs.'),
        trainval: z.string().min(1).describe('List of the photos for training and validation.'),
        test: z.string().min(1).describe('List of the photos for the test.'),
        image_suffix: suffixParam('photo', '.jpg'),
        mask_suffix: suffixParam('mask', '.png'),
        mask_orientation: maskOrientationParam,
        classes: classesParam,
        mask_values: maskValuesParam,
        split: splitParam.prefault({}),
        ...commonParams(slot),
      })
      .superRefine(({ classes, mask_values }, { addIssue }) => {
        for (const { path, message } of [...sharedNames(classes), ...wrongTargets(mask_values, classes.length)])
          addIssue({ code: 'custom', path, message });
      }),
  async build(params, context): Promise<Dataset> {
    const path = (name: string) => resolve(context.workingDirectory, name);
    const photos = await indexed(path(params.images), params.image_suffix, 'images');
    const masks = await indexed(path(params.masks), params.mask_suffix, 'masks');
    const meanings = Object.entries(params.mask_values).map(([value, target]) => [Number(value), target] as const);
    const pair = ({ name, label }: LabelledName): PhotoPair => {
      const values = meanings.map(([value, target]) => [value, target === 'label' ? label : target] as const);
      return {
        name,
        imageFile: photos.pathOf(name),
        labels: indexMask(masks.pathOf(name), { labels: new Map(values) }),
      };
    };
    const read = async (list: 'trainval' | 'test') =>
      (await readLabels(path(params[list]), `dataset.${list}`, params.classes.length)).map(pair);
    const [trainval, test] = await Promise.all([read('trainval'), read('test')]);
    const [train, val] = splitByFraction(trainval.length, params.split.train, params.split.seed ?? context.seed);
    const source = (pairs: readonly PhotoPair[]) => photoPairs(pairs, params.mask_orientation);
    const pick = (indices: readonly number[]) => source(indices.map((index) => trainval[index]!));
    const splits = { train: pick(train), val: pick(val), test: source(test) };
    const files = () =>
      accountFiles({
        pairs: [...trainval, ...test].map(({ imageFile, labels }) => ({ image: imageFile, masks: labels.files })),
        kinds: [
          {
            photos: kindBySuffix(path(params.images), photos.suffixes),
            masks: kindBySuffix(path(params.masks), masks.suffixes),
          },
        ],
      });
    const explainValues = (values: readonly ValueTotal[]) => explain(values);
    return finishDataset({ classes: withColors(params.classes), splits, files, explainValues }, params, context);
  },
  outline: ({ classes, mask_values }) => {
    const maskValues = valuesOfClasses(classes.length, mask_values);
    return { classes: withColors(classes), downloads: [], ...(maskValues && { maskValues }) };
  },
});

/** What masks store for each class: its own value, or that of the photo's label. Undefined if a class has neither. */
function valuesOfClasses(classes: number, meanings: Readonly<Record<string, number | 'label'>>): number[] | undefined {
  const valueOf = (target: number | 'label') => Object.entries(meanings).find(([, other]) => other === target)?.[0];
  const values = Array.from({ length: classes }, (_, index) => valueOf(index) ?? valueOf('label'));
  return values.includes(undefined) ? undefined : values.map(Number);
}

interface LabelledName {
  readonly name: string;
  readonly label: number;
}

/** @throws TesseraError `file-missing` */
async function indexed(
  folder: string,
  suffix: string | readonly string[],
  key: 'images' | 'masks',
): Promise<FileIndex> {
  return indexFiles(folder, suffixes(suffix)).catch((cause: unknown) => {
    const path = `dataset.${key}`;
    throw new TesseraError({ code: 'file-missing', path, message: `the folder ${folder} cannot be read` }, { cause });
  });
}

/** The label is what is after the last blank, so that names may have blanks. */
async function readLabels(file: string, key: string, classes: number): Promise<LabelledName[]> {
  return parseLines(await readListFile(file, key), (line) => {
    const [, name, label] = /^\s*(\S.*?)\s+(\d+)\s*$/.exec(line.text) ?? [];
    return name !== undefined && Number(label) < classes
      ? { name, label: Number(label) }
      : badLine(file, line, `a line \`name label\` with a label from 0 to ${classes - 1}`);
  });
}

/** Meanings that are no class, if there are as few as these. */
function wrongTargets(
  values: Readonly<Record<string, 'label' | number>>,
  classes: number,
): { path: (string | number)[]; message: string }[] {
  return Object.entries(values)
    .filter(([, target]) => target !== 'label' && target !== IGNORE_INDEX && target >= classes)
    .map(([value, target]) => ({
      path: ['mask_values', value],
      message: `expected a class index from 0 to ${classes - 1}, ${IGNORE_INDEX} or label, got ${target}`,
    }));
}

/** What the values in masks probably mean, as a line of YAML for the section `dataset`. */
function explain(values: readonly ValueTotal[]): string[] {
  const meaning = likelyMeaning(
    values.flatMap(({ value }) => (value === undefined ? [] : [Number(value)])),
    2,
  );
  if (!meaning) return [];
  const [background = [], object = []] = meaning.classes;
  const entries = [
    ...background.map((value) => `${value}: 0`),
    ...object.map((value) => `${value}: label`),
    ...meaning.ignore.map((value) => `${value}: ${IGNORE_INDEX}`),
  ];
  return [`${meaning.cause}; if so, write in the section \`dataset\`:`, `\`mask_values: {${entries.join(', ')}}\``];
}
