import { resolve } from 'node:path';
import { z } from 'zod';
import { accountFiles } from '../../data/files/account-files.ts';
import { photoPairs } from '../../data/sources/photo-pairs.ts';
import { splitNames, type Dataset, type SplitName } from '../../data/dataset.ts';
import type { ValueTotal } from '../../data/survey/survey.ts';
import { defineComponent } from '../../registry/index.ts';
import { withColors } from './class-colors.ts';
import { finishDataset } from './finish-dataset.ts';
import { commonParams, maskOrientationParam, suffixes, suffixParam } from './params.ts';
import { explain } from './image-folder/explain-values.ts';
import { classParam, contradictions, ignoreParam, labelReaders } from './image-folder/labels.ts';
import { maskValues } from './image-folder/mask-values.ts';
import { allFolders, listSplits, splitsParam } from './image-folder/splits.ts';

export const imageFolder = defineComponent({
  kind: 'dataset',
  type: 'image-folder',
  description: 'Photos and masks in folders: index, palette or colour masks. Splits by folder, list or share.',
  params: (slot) =>
    z
      .strictObject({
        root: z.string().min(1).describe('Folder to which the other paths are relative.'),
        images: z.string().default('images').describe('Folder of the photos.'),
        masks: z.string().default('masks').describe('Folder of the masks.'),
        image_suffix: suffixParam('photo', '.jpg'),
        mask_suffix: suffixParam('mask', '.png'),
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
        mask_orientation: maskOrientationParam,
        ...commonParams(slot),
      })
      .superRefine((params, { addIssue }) => {
        for (const { path, message } of contradictions(params)) addIssue({ code: 'custom', path, message });
      }),
  async build(params, context): Promise<Dataset> {
    const folders = { ...params, root: resolve(context.workingDirectory, params.root) };
    const reader = labelReaders(params);
    const entries = await listSplits(folders, params.split_seed ?? context.seed);
    const source = (split: SplitName) =>
      photoPairs(
        entries[split].map(({ name, image, mask }) => ({ name, imageFile: image, labels: reader(mask) })),
        params.mask_orientation,
      );
    const splits = { train: source('train'), val: source('val'), test: source('test') };
    const { images, masks } = allFolders(folders);
    const files = () =>
      accountFiles({
        pairs: splitNames.flatMap((split) => entries[split]),
        photos: { folders: images, suffixes: suffixes(params.image_suffix) },
        masks: { folders: masks, suffixes: suffixes(params.mask_suffix) },
      });
    const explainValues = (values: readonly ValueTotal[]) => explain(values, params);
    return finishDataset({ classes: withColors(params.classes), splits, files, explainValues }, params, context);
  },
  outline: (params) => ({
    classes: withColors(params.classes),
    downloads: [],
    maskValues: maskValues(params),
  }),
});
