import { dirname, join, relative, sep } from 'node:path';
import { formatCount } from '../../core/format-count.ts';
import { listed } from '../../core/listed.ts';
import { isMorePrecise, namedBy, type FileKind } from './file-kind.ts';
import { listWithHidden } from './list-files.ts';

/** What became of the files in a dataset's folders. */
export interface FileAccount {
  readonly photos: number;
  /** Absent if there is no mask file for each photo. */
  readonly masks?: number;
  /** Masks that several photos have. */
  readonly sharedMasks?: readonly string[];
  readonly leftOver: readonly LeftOver[];
}

/** Files that are in no split, for one reason. */
export interface LeftOver {
  /** A noun with what follows it, such as `mask without a photo`. */
  readonly what: string;
  readonly files: readonly string[];
}

export interface AccountInput {
  /** The photos in the splits, each with the files of its mask. A photo may be in several. */
  readonly pairs: readonly { readonly image: string; readonly masks: readonly string[] }[];
  /** Photos and the masks that belong to them. */
  readonly kinds: readonly PairedKinds[];
  /** Files that have another use, such as lists. */
  readonly named?: ReadonlySet<string>;
  /** What a file is that is neither photo nor mask. */
  readonly other?: string;
}

export interface PairedKinds {
  readonly photos: FileKind;
  readonly masks: FileKind;
}

/**
 * Accounts for every file that is not hidden, and for hidden ones that end as photos or masks do, such as `._a.png` of
 * macOS: those that are used, and why the others are not. A photo whose mask is not there counts as left over, although
 * reading it is an error.
 */
export async function accountFiles(input: AccountInput): Promise<FileAccount> {
  const folders = [...new Set(input.kinds.flatMap(({ photos, masks }) => [photos.folder, masks.folder]))];
  const found = await Promise.all(folders.map(async (folder) => ({ folder, ...(await listWithHidden(folder)) })));
  const all = (kind: 'files' | 'hidden') =>
    [...new Set(found.flatMap(({ folder, [kind]: names }) => names.map((name) => join(folder, name))))].sort();
  const files = all('files');
  const isNamed = (file: string) =>
    input.kinds.some(({ photos, masks }) => namedBy(photos, file) ?? namedBy(masks, file));
  const hidden = all('hidden').filter(isNamed);
  const there = new Set(files);
  const whole = input.pairs.filter(
    ({ image, masks }) => masks.length > 0 && [image, ...masks].every((file) => there.has(file)),
  );
  const used = new Set(whole.flatMap(({ image, masks }) => [image, ...masks]));
  const reasonOf = reasons(input, files, used);
  const leftOver = new Map<string, string[]>();
  for (const file of files.filter((one) => !used.has(one) && !input.named?.has(one))) {
    const reason = reasonOf(file);
    const same = leftOver.get(reason) ?? [];
    leftOver.set(reason, same);
    same.push(shown(file, folders));
  }
  const shared = sharedMasks(whole).map((file) => shown(file, folders));
  return {
    photos: new Set(whole.map(({ image }) => image)).size,
    masks: new Set(whole.flatMap(({ masks }) => masks)).size,
    ...(shared.length > 0 && { sharedMasks: shared }),
    leftOver: [
      ...[...leftOver].map(([what, own]) => ({ what, files: own })),
      ...(hidden.length > 0
        ? [{ what: 'file with a hidden name', files: hidden.map((file) => shown(file, folders)) }]
        : []),
    ],
  };
}

/** Says of a file that is not used why. */
function reasons(
  { pairs, kinds, other = 'file of another kind' }: AccountInput,
  files: readonly string[],
  used: ReadonlySet<string>,
): (file: string) => string {
  const wanted = new Set(pairs.map(({ image }) => image));
  const tables = kinds.map(({ photos, masks }) => {
    const keysOf = (some: readonly string[]) => new Set(some.flatMap((file) => namedBy(photos, file)?.key ?? []));
    return { photos, masks, all: keysOf(files), inSplits: keysOf(files.filter((file) => used.has(file))) };
  });
  return (file) => {
    if (wanted.has(file)) return 'photo without a mask';
    const photoOf = tables.find(({ photos }) => namedBy(photos, file));
    const maskOf = tables.find(({ masks }) => namedBy(masks, file));
    const [photo, mask] = [photoOf && namedBy(photoOf.photos, file), maskOf && namedBy(maskOf.masks, file)];
    if (maskOf && mask && isMorePrecise(mask, photo)) {
      if (maskOf.inSplits.has(mask.key)) return 'mask of a photo that has another';
      return maskOf.all.has(mask.key) ? 'mask of a photo in no split' : 'mask without a photo';
    }
    if (!photoOf || !photo) return other;
    return photoOf.inSplits.has(photo.key) ? 'photo with the name of another' : 'photo in no split';
  };
}

/** Masks that several photos have, which a pattern or a list may mean, or not. */
function sharedMasks(pairs: AccountInput['pairs']): string[] {
  const photosOf = new Map<string, Set<string>>();
  for (const { image, masks } of pairs)
    for (const mask of masks) photosOf.set(mask, (photosOf.get(mask) ?? new Set()).add(image));
  return [...photosOf].flatMap(([mask, photos]) => (photos.size > 1 ? [mask] : []));
}

/** The path from the folder's own name on. */
function shown(file: string, folders: readonly string[]): string {
  const folder = folders.find((one) => file.startsWith(one.endsWith(sep) ? one : one + sep))!;
  return relative(dirname(folder), file);
}

/** How many files became what: the line of `describeFiles` as numbers. */
export interface FileCounts {
  readonly photos: number;
  readonly masks?: number;
  /** By what they are, such as `mask without a photo`. */
  readonly leftOver: Readonly<Record<string, number>>;
}

export function countFiles({ photos, masks, leftOver }: FileAccount): FileCounts {
  const left = Object.fromEntries(leftOver.map(({ what, files }) => [what, files.length]));
  return { photos, ...(masks !== undefined && { masks }), leftOver: left };
}

/** `36 photos, 36 masks, 0 left over`, and what is left over. */
export function describeFiles({ photos, masks, sharedMasks: shared = [], leftOver }: FileAccount): string {
  const all = leftOver.reduce((sum, { files }) => sum + files.length, 0);
  const several = shared.length === 0 ? '' : ` (${shared.length} of several photos: ${listed(shared)})`;
  const counts = [counted(photos, 'photo'), ...(masks === undefined ? [] : [counted(masks, 'mask') + several])];
  const rest = leftOver.map(({ what, files }) => `${counted(files.length, what)} (${listed(files)})`);
  const told = [...counts, `${formatCount(all)} left over`].join(', ');
  return rest.length === 0 ? told : `${told}: ${rest.join('; ')}`;
}

/** `1 mask without a photo`, `2 masks without a photo`. */
function counted(count: number, what: string): string {
  const [noun, ...rest] = what.split(' ');
  return [formatCount(count), `${noun}${count === 1 ? '' : 's'}`, ...rest].join(' ');
}
