import { extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { indexFiles, type FileIndex, type IndexOptions } from '../../../data/files/file-index.ts';
import { listFiles } from '../../../data/files/list-files.ts';
import { splitNames, type SplitName } from '../../../data/dataset.ts';
import { TesseraError } from '../../../core/errors/index.ts';
import { listed } from '../../../core/listed.ts';
import { suffixes } from '../params.ts';
import { namesInList } from './names-in-list.ts';
import { shareOf } from '../../../data/splits/share-of.ts';

const splitParam = z.strictObject({
  images: z.string().optional().describe("Folder of the split's photos; by default that of the dataset."),
  masks: z.string().optional().describe("Folder of the split's masks; by default that of the dataset."),
  list: z
    .string()
    .optional()
    .describe(
      'File with a name on each line, which may have folders, a suffix and blanks; by default all photos of the folder and of the folders in it.',
    ),
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
  readonly image_suffix: string | readonly string[];
  readonly mask_suffix: string | readonly string[];
  readonly splits: z.output<typeof splitsParam>;
}

/** A photo's name, with the folders that it is in but without suffix, and the files of the photo and of its masks. */
export interface Entry {
  readonly name: string;
  readonly image: string;
  readonly masks: readonly string[];
}

/**
 * The photos of each split. Shares of the same photos are consecutive parts of one random order.
 * @throws TesseraError `file-missing`, `empty-split`, `bad-value` if shares add up to more than all
 */
export async function listSplits(files: Files, seed: number): Promise<Record<SplitName, Entry[]>> {
  const index = folderIndex(files);
  const pools = new Map<string, { entries: Entry[]; used: number }>();
  const splits: Partial<Record<SplitName, Entry[]>> = {};
  for (const split of splitNames) {
    const { share, list } = files.splits[split];
    const folders = foldersOf(files, split);
    const entries = async (): Promise<Entry[]> => {
      const photos = await index(folders.images, 'image', split);
      const masks = await index(folders.masks, 'mask', split);
      const names = list === undefined ? photos.names : await namesInList(join(files.root, list), photos, split);
      return names.map((name) => ({ name, image: photos.pathOf(name), masks: [masks.pathOf(name)] }));
    };
    const key = JSON.stringify([folders, list]);
    const pool = pools.get(key) ?? { entries: await entries(), used: 0 };
    if (share === undefined) {
      splits[split] = pool.entries;
      continue;
    }
    const end = pool.used + share;
    checkShares(end, split);
    splits[split] = shareOf(pool.entries.length, pool.used, end, seed).map((position) => pool.entries[position]!);
    pools.set(key, { ...pool, used: end });
  }
  return splits as Record<SplitName, Entry[]>;
}

/** The folders of photos and of masks of all splits, for the account of files. */
export function allFolders(files: Files): { readonly images: string[]; readonly masks: string[] } {
  const folders = splitNames.map((split) => foldersOf(files, split));
  return {
    images: [...new Set(folders.map(({ images }) => images))],
    masks: [...new Set(folders.map(({ masks }) => masks))],
  };
}

function foldersOf({ root, splits, ...files }: Files, split: SplitName): { images: string; masks: string } {
  const { images = files.images, masks = files.masks } = splits[split];
  return { images: resolve(root, images), masks: resolve(root, masks) };
}

type FolderIndex = (folder: string, kind: 'image' | 'mask', split: SplitName) => Promise<FileIndex>;

/** Indexes each folder once. What is in another folder of the dataset belongs to that one. */
function folderIndex(files: Files): FolderIndex {
  const known = new Map<string, Promise<FileIndex>>();
  const { images, masks } = allFolders(files);
  const [own, other] = [suffixes(files.image_suffix), suffixes(files.mask_suffix)];
  return (folder, kind, split) => {
    const key = `${kind} ${folder}`;
    const without = new Set([...images, ...masks].filter((one) => one !== folder));
    const isShared = images.includes(folder) && masks.includes(folder);
    const index =
      known.get(key) ??
      readIndex(folder, kind, split, kind === 'image' ? own : other, {
        without,
        ...(isShared && { others: kind === 'image' ? other : own }),
      });
    known.set(key, index);
    return index;
  };
}

/** @throws TesseraError `file-missing`; `empty-split` if there are files, but none with such a suffix */
async function readIndex(
  folder: string,
  kind: 'image' | 'mask',
  split: SplitName,
  ends: readonly string[],
  options: IndexOptions,
): Promise<FileIndex> {
  const path = `dataset.splits.${split}`;
  const noun = kind === 'image' ? 'photos' : 'masks';
  const index = await indexFiles(folder, ends, options).catch((cause: unknown) => {
    const message = `the folder ${folder} with the ${noun} of the split ${split} cannot be read`;
    throw new TesseraError({ code: 'file-missing', path, message }, { cause });
  });
  if (index.names.length > 0) return index;
  const others = await listFiles(folder, options.without);
  if (others.length === 0) return index;
  const key = `${kind}_suffix`;
  const ending = extensions(others);
  throw new TesseraError({
    code: 'empty-split',
    path: `dataset.${key}`,
    message: `expected ${noun} in ${folder} that end with ${ends.join(' or ')}, got ${listed(others)}`,
    hints:
      ending.length === 0
        ? []
        : [`did you mean \`${key}: ${ending.length === 1 ? ending[0] : `[${ending.join(', ')}]`}\`?`],
  });
}

/** What files end with, the most frequent first. */
function extensions(files: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const end = extname(file).toLowerCase();
    if (end !== '') counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([end]) => end);
}

/** @throws TesseraError `bad-value` */
function checkShares(end: number, split: SplitName): void {
  // 0.7 + 0.15 + 0.15 is a little more than 1 in binary.
  if (end <= 1 + 1e-9) return;
  const path = `dataset.splits.${split}.share`;
  const message = `${path}: expected shares of the same photos to add up to at most 1, got ${end.toFixed(3)}`;
  throw new TesseraError({ code: 'bad-value', path, message });
}
