import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { listNames } from '../../../data/files/list-names.ts';
import { readListFile } from '../../../data/annotations/list-file.ts';
import { splitNames, type SplitName } from '../../../data/dataset.ts';
import { TesseraError } from '../../../core/errors/index.ts';
import { shareOf } from '../../../data/splits/share-of.ts';

const splitParam = z.strictObject({
  images: z.string().optional().describe("Folder of the split's photos; by default that of the dataset."),
  masks: z.string().optional().describe("Folder of the split's masks; by default that of the dataset."),
  list: z.string().optional().describe('File with a name on each line; by default all photos of the folder.'),
  share: z
    .number()
    .positive()
    .max(1)
    .optional()
    .describe('Share of these photos, drawn at random by `seed`. Shares of the same photos never overlap.'),
});

export const splitsParam = z
  .strictObject({ train: splitParam, val: splitParam, test: splitParam })
  .default({ train: { share: 0.7 }, val: { share: 0.15 }, test: { share: 0.15 } })
  .describe('The photos of each split: by folder, by list, by share, or by a share of a list.');

export interface Files {
  readonly root: string;
  readonly images: string;
  readonly masks: string;
  readonly image_suffix: string;
  readonly splits: z.output<typeof splitsParam>;
}

/** A photo's name without suffix, and the folders of the photo and of its mask. */
export interface Entry {
  readonly name: string;
  readonly images: string;
  readonly masks: string;
}

/**
 * The photos of each split. Shares of the same photos are consecutive parts of one random order.
 * @throws TesseraError `file-missing`, `bad-value` if shares add up to more than all
 */
export async function listSplits(files: Files, seed: number): Promise<Record<SplitName, Entry[]>> {
  const pools = new Map<string, { entries: Entry[]; used: number }>();
  const splits: Partial<Record<SplitName, Entry[]>> = {};
  for (const split of splitNames) {
    const { share, list } = files.splits[split];
    const images = resolve(files.root, files.splits[split].images ?? files.images);
    const masks = resolve(files.root, files.splits[split].masks ?? files.masks);
    const names = () =>
      list === undefined
        ? namesInFolder(images, files.image_suffix, split)
        : namesInList(join(files.root, list), files.image_suffix, split);
    const key = JSON.stringify([images, masks, list]);
    const pool = pools.get(key) ?? { entries: (await names()).map((name) => ({ name, images, masks })), used: 0 };
    if (share === undefined) {
      splits[split] = pool.entries;
      continue;
    }
    const end = pool.used + share;
    checkShares(end, split);
    splits[split] = shareOf(pool.entries.length, pool.used, end, seed).map((index) => pool.entries[index]!);
    pools.set(key, { ...pool, used: end });
  }
  return splits as Record<SplitName, Entry[]>;
}

/** @throws TesseraError `bad-value` */
function checkShares(end: number, split: SplitName): void {
  // 0.7 + 0.15 + 0.15 is a little more than 1 in binary.
  if (end <= 1 + 1e-9) return;
  const path = `dataset.splits.${split}.share`;
  const message = `${path}: expected shares of the same photos to add up to at most 1, got ${end.toFixed(3)}`;
  throw new TesseraError({ code: 'bad-value', path, message });
}

async function namesInFolder(folder: string, suffix: string, split: SplitName): Promise<string[]> {
  try {
    return await listNames(folder, suffix);
  } catch (cause) {
    const path = `dataset.splits.${split}`;
    throw new TesseraError(
      { code: 'file-missing', path, message: `the folder ${folder} of the split ${split} cannot be read` },
      { cause },
    );
  }
}

/** The first field of each line: a name, a file name, or a path, as in CamVid's lists. */
async function namesInList(file: string, suffix: string, split: SplitName): Promise<string[]> {
  const lines = await readListFile(file, `dataset.splits.${split}.list`);
  return lines.map(({ fields }) => basename(fields[0]!, suffix));
}
