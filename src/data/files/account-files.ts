import { dirname, join, relative, sep } from 'node:path';
import { listed } from '../../core/listed.ts';
import { listFiles } from './list-files.ts';
import { withoutSuffix } from './suffixes.ts';

/** What became of the files in a dataset's folders. */
export interface FileAccount {
  readonly photos: number;
  /** Absent if there is no mask file for each photo. */
  readonly masks?: number;
  readonly leftOver: readonly LeftOver[];
}

/** Files that are in no split, for one reason. */
export interface LeftOver {
  /** A noun with what follows it, such as `mask without a photo`. */
  readonly what: string;
  readonly files: readonly string[];
}

/** Folders of photos or masks, and the ends of their names. */
export interface FileKind {
  readonly folders: readonly string[];
  readonly suffixes: readonly string[];
}

export interface AccountInput {
  /** The photos in the splits, each with the files of its mask. A photo may be in several. */
  readonly pairs: readonly { readonly image: string; readonly masks: readonly string[] }[];
  readonly photos: FileKind;
  readonly masks: FileKind;
}

/**
 * Accounts for every file that is not hidden: those that are used, and why the others are not. A photo whose mask is
 * not there counts as left over, although reading it is an error.
 */
export async function accountFiles({ pairs, photos, masks }: AccountInput): Promise<FileAccount> {
  const files = [...new Set((await Promise.all([...photos.folders, ...masks.folders].map(allFiles))).flat())].sort();
  const there = new Set(files);
  const whole = pairs.filter(
    ({ image, masks: own }) => own.length > 0 && [image, ...own].every((file) => there.has(file)),
  );
  const used = new Set(whole.flatMap(({ image, masks: own }) => [image, ...own]));
  const wanted = new Set(pairs.map(({ image }) => image));
  const named = new Set(files.flatMap((file) => nameOf(file, photos) ?? []));
  const folders = [...photos.folders, ...masks.folders];
  const reasons = new Map<string, string[]>();
  for (const file of files.filter((one) => !used.has(one))) {
    const reason = wanted.has(file) ? 'photo without a mask' : reasonFor(file, photos, masks, named);
    const same = reasons.get(reason) ?? [];
    reasons.set(reason, same);
    same.push(shown(file, folders));
  }
  return {
    photos: new Set(whole.map(({ image }) => image)).size,
    masks: new Set(whole.flatMap(({ masks: own }) => own)).size,
    leftOver: [...reasons].map(([what, own]) => ({ what, files: own })),
  };
}

/** `named` are the names of photos. A file that could be both is what the longer suffix says. */
function reasonFor(file: string, photos: FileKind, masks: FileKind, named: ReadonlySet<string>): string {
  const [photo, mask] = [nameOf(file, photos), nameOf(file, masks)];
  if (mask !== undefined && (photo === undefined || mask.length < photo.length))
    return named.has(mask) ? 'mask of a photo in no split' : 'mask without a photo';
  return photo === undefined ? 'file of another kind' : 'photo in no split';
}

/** The file's name without folder and suffix, if it is of this kind. */
function nameOf(file: string, { folders, suffixes }: FileKind): string | undefined {
  const folder = folders.find((one) => isWithin(file, one));
  return folder === undefined ? undefined : withoutSuffix(relative(folder, file), suffixes)?.normalize('NFC');
}

function isWithin(file: string, folder: string): boolean {
  return file.startsWith(folder + sep);
}

/** The path from the folder's own name on. */
function shown(file: string, folders: readonly string[]): string {
  const folder = folders.find((one) => isWithin(file, one))!;
  return relative(dirname(folder), file);
}

/** `36 photos, 36 masks, 0 left over`, and what is left over. */
export function describeFiles({ photos, masks, leftOver }: FileAccount): string {
  const all = leftOver.reduce((sum, { files }) => sum + files.length, 0);
  const counts = [counted(photos, 'photo'), ...(masks === undefined ? [] : [counted(masks, 'mask')])];
  const rest = leftOver.map(({ what, files }) => `${counted(files.length, what)} (${listed(files)})`);
  return `${[...counts, `${all.toLocaleString('en')} left over`].join(', ')}${rest.length === 0 ? '' : `: ${rest.join('; ')}`}`;
}

/** `1 mask without a photo`, `2 masks without a photo`. */
function counted(count: number, what: string): string {
  const [noun, ...rest] = what.split(' ');
  return [count.toLocaleString('en'), `${noun}${count === 1 ? '' : 's'}`, ...rest].join(' ');
}

async function allFiles(folder: string): Promise<string[]> {
  return (await listFiles(folder)).map((file) => join(folder, file));
}
