import { extname } from 'node:path';
import { TesseraError } from '../../../core/errors/index.ts';
import { listed } from '../../../core/listed.ts';
import { indexFiles, type FileIndex, type IndexOptions } from '../../../data/files/file-index.ts';
import { kindBySuffix } from '../../../data/files/file-kind.ts';
import { listFiles } from '../../../data/files/list-files.ts';
import { suffixes } from '../params.ts';
import type { PhotoTable } from './photo-table.ts';

/** The folders of all splits, and how the files in them end. */
export interface Folders {
  /** Absolute. */
  readonly images: readonly string[];
  readonly masks: readonly string[];
  readonly image_suffix: string | readonly string[];
  readonly mask_suffix: string | readonly string[];
}

/** A folder of photos and one of masks, absolute. `key` names them in problems. */
export interface FolderPlace {
  readonly images: string;
  readonly masks: string;
  readonly key: string;
}

/**
 * Opens folders as tables, in which photos and masks pair by their names. Each folder is read once, and what is in
 * another folder of the dataset belongs to that one.
 */
export function folderTables(folders: Folders): (place: FolderPlace) => Promise<PhotoTable> {
  const known = new Map<string, Promise<FileIndex>>();
  const [own, other] = [suffixes(folders.image_suffix), suffixes(folders.mask_suffix)];
  const index = (folder: string, kind: 'image' | 'mask', key: string) => {
    const without = new Set([...folders.images, ...folders.masks].filter((one) => one !== folder));
    const isShared = folders.images.includes(folder) && folders.masks.includes(folder);
    const ends = kind === 'image' ? own : other;
    const others = isShared ? { others: kind === 'image' ? other : own } : {};
    const found = known.get(`${kind} ${folder}`) ?? readIndex(folder, kind, key, ends, { without, ...others });
    known.set(`${kind} ${folder}`, found);
    return found;
  };
  return async ({ images, masks, key }) => {
    const [photos, labels] = [await index(images, 'image', key), await index(masks, 'mask', key)];
    const pairOf = (name: string) => ({
      name,
      image: photos.pathOf(name),
      masks: [labels.pathOf(name)],
      fields: {},
    });
    return {
      pairs: photos.names.map(pairOf),
      suffixes: photos.suffixes,
      find: (name) => (photos.find(name) === undefined ? undefined : pairOf(name)),
      missing: pairOf,
      kinds: { photos: kindBySuffix(images, own), masks: kindBySuffix(masks, other) },
    };
  };
}

/** @throws TesseraError `file-missing`; `empty-split` if there are files, but none with such a suffix */
async function readIndex(
  folder: string,
  kind: 'image' | 'mask',
  path: string,
  ends: readonly string[],
  options: IndexOptions,
): Promise<FileIndex> {
  const noun = kind === 'image' ? 'photos' : 'masks';
  const index = await indexFiles(folder, ends, options).catch((cause: unknown) => {
    const message = `the folder ${folder} with the ${noun} cannot be read`;
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
