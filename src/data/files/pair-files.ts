import { join } from 'node:path';
import { isMorePrecise, namedBy, type FileKind, type NamedFile } from './file-kind.ts';
import { listFiles } from './list-files.ts';

/** A photo and the files of its mask. */
export interface PairedFile {
  readonly name: string;
  readonly image: string;
  /** Several if each is a part of the mask. */
  readonly masks: readonly string[];
  /** What is known of the photo besides: the named parts of its path, or the columns of its line. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface PairOptions {
  /** The path, within the folder of the masks, of the mask that a photo should have. */
  readonly maskOf: (photo: NamedFile) => string;
  /** Whether a photo has all masks with its key, and not the first. */
  readonly several?: boolean;
}

/** What was found where photos were looked for. */
export interface PairedFiles {
  /** Sorted by name. One whose mask is not there has the path that it would have. */
  readonly pairs: readonly PairedFile[];
  /** How many of them have a mask. */
  readonly masked: number;
  /** Paths within their folders of all files, whatever they are. */
  readonly photoFiles: readonly string[];
  readonly maskFiles: readonly string[];
}

/**
 * Pairs the photos and masks that have equal keys. Of photos with one name, the first is taken.
 * @throws Error as `readdir`
 */
export async function pairFiles(
  photos: FileKind,
  masks: FileKind,
  { maskOf, several = false }: PairOptions,
): Promise<PairedFiles> {
  const [photoFiles, maskFiles] = await Promise.all([listFiles(photos.folder), listFiles(masks.folder)]);
  const masksByKey = new Map<string, string[]>();
  for (const { path, file } of filesOf(maskFiles, masks, photos))
    masksByKey.set(file.key, [...(masksByKey.get(file.key) ?? []), path]);
  const byName = new Map<string, PairedFile>();
  let masked = 0;
  for (const { path, file } of filesOf(photoFiles, photos, masks)) {
    const name = file.name.normalize('NFC');
    if (byName.has(name)) continue;
    const found = masksByKey.get(file.key) ?? [];
    if (found.length > 0) masked++;
    const own = found.length === 0 ? [join(masks.folder, maskOf(file))] : several ? found : found.slice(0, 1);
    byName.set(name, { name, image: path, masks: own, fields: file.fields });
  }
  const pairs = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { pairs, masked, photoFiles, maskFiles };
}

/** The files of one kind that are not, more precisely, of the other. */
function filesOf(paths: readonly string[], kind: FileKind, other: FileKind): { path: string; file: NamedFile }[] {
  return paths.flatMap((within) => {
    const file = kind.nameOf(within);
    const path = join(kind.folder, within);
    const asOther = namedBy(other, path);
    return !file || (asOther && isMorePrecise(asOther, file)) ? [] : [{ path, file }];
  });
}
