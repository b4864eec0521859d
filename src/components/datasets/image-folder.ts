import { join, resolve } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../../core/cache-folder.ts';
import { TesseraError } from '../../core/errors/index.ts';
import { photoPairs } from '../../data/sources/photo-pairs.ts';
import { labelsPresent } from '../../data/sources/labels-present.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { PairedFile } from '../../data/files/pair-files.ts';
import type { ValueTotal } from '../../data/survey/survey.ts';
import { defineComponent } from '../../registry/index.ts';
import { withColors } from './class-colors.ts';
import { divisionParam } from './division.ts';
import { finishDataset } from './finish-dataset.ts';
import { commonParams, maskOrientationParam, maskSizeParam, suffixParam } from './params.ts';
import { accountTables } from './image-folder/account-tables.ts';
import { isDividedOtherwise, pathContradictions } from './image-folder/check-params.ts';
import { chooseSplits } from './image-folder/choose-splits.ts';
import { explain } from './image-folder/explain-values.ts';
import {
  classParam,
  contradictions,
  divisorParam,
  ignoreParam,
  labelReaders,
  labelsParam,
  offsetParam,
} from './image-folder/labels.ts';
import { maskValues } from './image-folder/mask-values.ts';
import { MOST_CLASSES, readClasses, writtenClasses } from './image-folder/named-classes.ts';
import { columnsParam, splitsParam } from './image-folder/split-params.ts';

const pathOf = (what: string) =>
  `Folder of the ${what}, or a pattern of their paths: \`*\` is any part of a name, \`**\` any folders, ` +
  '`{name}` a `*` with a name, `{jpg,png}` one of several.';

export const imageFolder = defineComponent({
  kind: 'dataset',
  type: 'image-folder',
  description:
    'Photos and masks in folders, by pattern or from a list: index, palette or colour masks, or one for each object.',
  example: {
    root: 'data/mine',
    images: 'images/*.jpg',
    masks: 'masks/*_mask.png',
    labels: { 0: 'background', 255: 'object' },
    split: { train: 0.7, val: 0.15, test: 0.15 },
    image_size: 256,
  },
  params: (slot) =>
    z
      .strictObject({
        root: z.string().min(1).describe('Folder to which the other paths are relative.'),
        images: z.string().default('images').describe(pathOf('photos')),
        masks: z
          .string()
          .default('masks')
          .describe(
            `${pathOf('masks')} Wildcards stand for the same as those of \`images\`: with a name by it, ` +
              'without in their order.',
          ),
        pairs: z
          .string()
          .optional()
          .describe(
            'List of photos and masks, in place of `images` and `masks`: a CSV file, or lines `photo mask`. ' +
              'Paths are relative to `root`.',
          ),
        columns: columnsParam,
        image_suffix: suffixParam('photo', '.jpg'),
        mask_suffix: suffixParam('mask', '.png'),
        mask_format: z
          .enum(['index', 'color', 'objects'])
          .default('index')
          .describe(
            'What means classes in the masks: the values that they store, their colours, or that each mask ' +
              'file is one object.',
          ),
        classes: z
          .union([z.array(classParam).min(2).max(MOST_CLASSES), z.string().min(1)])
          .optional()
          .describe(
            'The classes, class 0 first, or a file that names them: a name on each line, a table with the ' +
              'column `name`, JSON or YAML.',
          ),
        labels: labelsParam,
        offset: offsetParam,
        label_divisor: divisorParam,
        ignore: ignoreParam.prefault({}),
        splits: splitsParam,
        split: divisionParam,
        split_seed: z
          .int()
          .nonnegative()
          .optional()
          .describe("Seed of the order from which shares of `splits` are taken; by default the experiment's seed."),
        mask_orientation: maskOrientationParam,
        mask_size: maskSizeParam,
        ...commonParams(slot),
      })
      .superRefine((params, { addIssue }) => {
        const classes = writtenClasses(params);
        const wrong = [...(classes ? classContradictions({ ...params, classes }) : []), ...pathContradictions(params)];
        for (const { path, message } of wrong) addIssue({ code: 'custom', path, message });
      })
      .overwrite((params) => (isDividedOtherwise(params) ? { ...params, splits: {} } : params)),
  async build(params, context): Promise<Dataset> {
    const root = resolve(context.workingDirectory, params.root);
    const named = { ...params, root, classes: await readClasses(params, root) };
    assertClasses(named);
    const reader = labelReaders(named);
    const pairsOf = (photos: readonly PairedFile[]) =>
      photos.map(({ name, image, masks }) => ({ name, imageFile: image, labels: reader(masks) }));
    const cache = join(context.workingDirectory, cacheFolder);
    const { splits, hasTest, tables } = await chooseSplits(named, {
      seed: params.split_seed ?? context.seed,
      labelsOf: (photos) => labelsPresent(pairsOf(photos), cache),
    });
    const source = (photos: readonly PairedFile[]) =>
      photoPairs(pairsOf(photos), params.mask_orientation, params.mask_size);
    const sources = { train: source(splits.train), val: source(splits.val), test: source(splits.test) };
    const files = () => accountTables(splits, tables, { ...params, root });
    const explainValues = (values: readonly ValueTotal[]) => explain(values, named);
    const dataset = { classes: withColors(named.classes), splits: sources, hasTest, files, explainValues };
    return finishDataset(dataset, params, context);
  },
  async outline(params, { workingDirectory }) {
    const classes = await readClasses(params, resolve(workingDirectory, params.root));
    return { classes: withColors(classes), downloads: [], ...maskValues({ ...params, classes }) };
  },
  files: ({ classes, root }, { workingDirectory }) =>
    typeof classes === 'string' ? [{ name: classes, path: resolve(workingDirectory, root, classes) }] : [],
});

/** @throws TesseraError `bad-value` with what the schema can't find, since a file names the classes */
function assertClasses(params: Parameters<typeof contradictions>[0]): void {
  const problems = contradictions(params).map(({ path, message }) => {
    const key = `dataset.${path.join('.')}`;
    return { code: 'bad-value' as const, path: key, message: `${key}: ${message}` };
  });
  if (problems.length > 0) throw new TesseraError(problems);
}

/** What is wrong with classes that are written here. */
function classContradictions(params: Parameters<typeof contradictions>[0]) {
  if (params.classes.length === 0)
    return [{ path: ['classes'], message: 'expected `classes`, or `labels` that name them' }];
  const { length } = params.classes;
  return length >= 2 && length <= MOST_CLASSES
    ? contradictions(params)
    : [{ path: ['labels'], message: `expected 2 to ${MOST_CLASSES} classes, got ${length}` }];
}
