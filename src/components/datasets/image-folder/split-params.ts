import { z } from 'zod';

const splitParam = z.strictObject({
  images: z.string().optional().describe("Folder or pattern of the split's photos; by default that of the dataset."),
  masks: z.string().optional().describe("Folder or pattern of the split's masks; by default that of the dataset."),
  pairs: z.string().optional().describe("List of the split's photos and masks, in place of `images` and `masks`."),
  list: z
    .string()
    .optional()
    .describe(
      'File with a name on each line, which may have folders, a suffix and blanks; by default all photos of ' +
        'the folder and of the folders in it.',
    ),
  share: z
    .number()
    .positive()
    .max(1)
    .optional()
    .describe('Share of these photos, drawn at random by `seed`. Shares of the same photos never overlap.'),
});
export type SplitParams = z.output<typeof splitParam>;

export const columnsParam = z
  .strictObject({
    image: z.string().optional().describe('Column of the photos; by default `image` and other usual names.'),
    mask: z.string().optional().describe('Column of the masks; by default `mask` and other usual names.'),
    split: z
      .string()
      .optional()
      .describe('Column that names the split: `train`, `val` or `test`; by default `split`, if there is one.'),
  })
  .optional()
  .describe('The columns of `pairs`, if their names are unusual.');

/** What holds if neither a pattern, nor a list, nor `split` says how the photos are divided. */
const byDefault = { train: { share: 0.7 }, val: { share: 0.15 }, test: { share: 0.15 } };

export const splitsParam = z
  .strictObject({
    train: splitParam.optional().describe('The photos that the network is trained on.'),
    val: splitParam.optional().describe('Those that decide which checkpoint is best.'),
    test: splitParam.optional().describe('Those that the final figures are of.'),
  })
  .default(byDefault)
  .describe(
    'The photos of each split: by folder, by pattern, by list, by share, or by a share of a list. Without ' +
      '`test`, there is no test split. Its shares give way to `split`, to `{split}` in a pattern, and to a ' +
      'column `split`.',
  );
export type SplitsParams = z.output<typeof splitsParam>;

/** Whether the splits are as if nobody had written them. */
export function areByDefault(splits: SplitsParams): boolean {
  return JSON.stringify(splits) === JSON.stringify(byDefault);
}

/** The wildcard, or the column, that names the split of a photo. */
export const SPLIT_FIELD = 'split';
