import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { firstMessageOf, TesseraError, type Problem } from '../../../core/errors/index.ts';
import { isAbsent } from '../../../core/exists.ts';
import { listed } from '../../../core/listed.ts';
import type { PairedKinds } from '../../../data/files/account-files.ts';
import { correspond } from '../../../data/files/correspondence.ts';
import { kindByPattern, kindBySuffix, type FileKind } from '../../../data/files/file-kind.ts';
import { pairFiles, type PairedFile } from '../../../data/files/pair-files.ts';
import { isPattern, parsePattern, type PathPattern } from '../../../data/files/path-pattern.ts';
import { suggestPattern } from '../../../data/files/suggest-pattern.ts';
import { suffixes } from '../params.ts';

/** The photos and masks of one place. */
export interface PhotoTable {
  /** Sorted by name. */
  readonly pairs: readonly PairedFile[];
  /** Ends of file names that lines of a list may have. */
  readonly suffixes: readonly string[];
  find(name: string): PairedFile | undefined;
  /** The files that a photo of this name would have, which is not there. */
  missing(name: string): PairedFile;
  /** Which files of the folders are photos and masks; absent if a list names all. */
  readonly kinds?: PairedKinds;
  /** Folders that files of the list are in; for those that have no kinds. */
  readonly folders?: readonly string[];
}

/** Where photos and masks are, each a folder or a pattern. */
export interface PatternPlace {
  readonly root: string;
  readonly images: string;
  readonly masks: string;
  readonly image_suffix: string | readonly string[];
  readonly mask_suffix: string | readonly string[];
  /** Whether a photo has a mask for each object. */
  readonly several: boolean;
  /** The configuration's keys of both. */
  readonly keys: { readonly images: string; readonly masks: string };
}

/**
 * The photos and masks of a place of which at least one is a pattern. Two patterns pair what their wildcards stand for;
 * a pattern and a folder pair by the name.
 * @throws TesseraError `file-missing`, `empty-split` if no photo fits, `missing-mask` if no photo has a mask
 */
export async function tableByPattern(place: PatternPlace): Promise<PhotoTable> {
  const { root, several, keys } = place;
  const own = patternOf(place.images);
  const other = patternOf(place.masks);
  const pairing = own && other ? correspond(own, other, several) : undefined;
  const photos = own
    ? kindByPattern(root, own, pairing?.photoKey)
    : kindBySuffix(resolve(root, place.images), suffixes(place.image_suffix));
  const masks = other
    ? kindByPattern(root, other, pairing?.maskKey)
    : kindBySuffix(resolve(root, place.masks), suffixes(place.mask_suffix));
  const byName = (name: string) => name + masks.ends[0]!;
  const found = await pairFiles(photos, masks, {
    several,
    maskOf: ({ name, parts }) => pairing?.maskOf(parts) ?? byName(name),
  }).catch(async (cause: unknown) => {
    const folders = [
      { noun: 'photos', folder: photos.folder, path: keys.images },
      { noun: 'masks', folder: masks.folder, path: keys.masks },
    ];
    const problems = (await Promise.all(folders.map(unreadableFolder))).flat();
    // A folder within them.
    const within = `expected to read ${photos.folder} and ${masks.folder}: ${firstMessageOf(cause)}`;
    const unknown: Problem = { code: 'file-missing', path: keys.images, message: within };
    throw new TesseraError(problems.length > 0 ? problems : unknown, { cause });
  });
  if (found.pairs.length === 0) throw noPhoto(place, photos, own, found.photoFiles);
  if (found.masked === 0) throw noMask(place, masks, other, found);
  const index = new Map(found.pairs.map((pair) => [pair.name, pair]));
  return {
    pairs: found.pairs,
    suffixes: photos.ends,
    find: (name) => index.get(name.normalize('NFC')),
    missing: (name) => ({
      name,
      image: resolve(photos.folder, name + photos.ends[0]!),
      masks: [resolve(masks.folder, byName(name))],
      fields: {},
    }),
    kinds: { photos, masks },
  };
}

interface NamedFolder {
  readonly noun: string;
  readonly folder: string;
  /** The configuration's key that names it. */
  readonly path: string;
}

async function unreadableFolder({ noun, folder, path }: NamedFolder): Promise<Problem[]> {
  try {
    await readdir(folder);
    return [];
  } catch (error) {
    const why = isAbsent(error) ? 'does not exist' : `cannot be read: ${firstMessageOf(error)}`;
    return [{ code: 'file-missing', path, message: `expected the ${noun} in ${folder}, which ${why}` }];
  }
}

function patternOf(text: string): PathPattern | undefined {
  return isPattern(text) ? parsePattern(text) : undefined;
}

function noPhoto(
  { images, keys }: PatternPlace,
  { folder, ends }: FileKind,
  pattern: PathPattern | undefined,
  files: readonly string[],
): TesseraError {
  const what = pattern ? `fit \`${images}\`` : `end with ${ends.join(' or ')}`;
  const message = `expected photos in ${folder} that ${what}, got ${files.length === 0 ? 'no file' : listed(files)}`;
  return new TesseraError({ code: 'empty-split', path: keys.images, message, hints: didYouMean(pattern, files) });
}

function noMask(
  { masks, keys }: PatternPlace,
  { folder, ends, nameOf }: FileKind,
  pattern: PathPattern | undefined,
  { pairs, maskFiles }: { readonly pairs: readonly PairedFile[]; readonly maskFiles: readonly string[] },
): TesseraError {
  const fitting = maskFiles.filter((file) => nameOf(file));
  const what = pattern ? `fits \`${masks}\`` : `ends with ${ends.join(' or ')}`;
  const there =
    fitting.length > 0
      ? `the masks are ${listed(fitting)}`
      : `no file in ${folder} ${what}${maskFiles.length === 0 ? '' : `, there are ${listed(maskFiles)}`}`;
  const [{ image, masks: own }] = pairs as [PairedFile, ...PairedFile[]];
  const message =
    `expected a mask for each photo, got none for ${pairs.length}: ${image} should have ` + `${own[0]}; ${there}`;
  const hints = fitting.length > 0 ? [] : didYouMean(pattern, maskFiles);
  return new TesseraError({ code: 'missing-mask', path: keys.masks, message, hints });
}

function didYouMean(pattern: PathPattern | undefined, files: readonly string[]): string[] {
  const near = pattern && suggestPattern(pattern, files);
  return near === undefined ? [] : [`did you mean \`${near}\`?`];
}
