import { likelyAffixes, withoutAffixes, type AffixPair, type Affixes } from './affixes.ts';
import type { DataFile } from './data-file.ts';
import { folderTemplate, type FolderTemplate } from './folder-template.ts';
import { groupBy } from '../../core/group-by.ts';
import { evenly } from './evenly.ts';
import type { FilePair, Pairing } from './pair-files.ts';
import { namePattern, pathPattern, suffixPattern } from './patterns.ts';
import { splitNamed } from '../../data/splits/split-named.ts';

/** How many photos are compared with how many masks, to find out in what their names differ. */
const COMPARED = { photos: 16, masks: 300 };
/** Further guesses of heads and tails were made from few photos. */
const TRIED = 40;

/** Pairings of photos with one mask each, whose names and folders differ in the same way for all of them. */
export function pairingsByName(photos: readonly DataFile[], masks: readonly DataFile[]): Pairing[] {
  const none = { head: '', tail: '' };
  const guesses = [{ photo: none, mask: none }, ...likelyAffixes(samplesOf(photos, masks))].slice(0, TRIED);
  const found = guesses.flatMap((affixes) => pairingWith(photos, masks, affixes) ?? []);
  return [...found, ...pairingOfFixedNames(photos, masks)];
}

function samplesOf(photos: readonly DataFile[], masks: readonly DataFile[]) {
  const [photoFolders, maskFolders] = [folderTemplate(photos), folderTemplate(masks)];
  const byFolder = groupBy(masks, (mask) => maskFolders.partsOf(mask).join('/'));
  return evenly(photos, COMPARED.photos).map((photo) => {
    const near = byFolder.get(photoFolders.partsOf(photo).join('/')) ?? masks;
    return { photo: photo.stem, masks: evenly(near, COMPARED.masks).map(({ stem }) => stem) };
  });
}

function pairingWith(photos: readonly DataFile[], masks: readonly DataFile[], affixes: AffixPair): Pairing | undefined {
  const fitting = (files: readonly DataFile[], around: Affixes) =>
    files.filter(({ stem }) => withoutAffixes(stem, around) !== undefined);
  const [ownPhotos, ownMasks] = [fitting(photos, affixes.photo), fitting(masks, affixes.mask)];
  return pairing(photos, masks, {
    photos: ownPhotos,
    masks: ownMasks,
    photoName: ({ stem }) => withoutAffixes(stem, affixes.photo)!,
    maskName: ({ stem }) => withoutAffixes(stem, affixes.mask)!,
    photoPattern: (files) => namePattern(affixes.photo, files),
    maskPattern: (files) => namePattern(affixes.mask, files),
  });
}

/** All photos have one name and all masks another, in a folder for each photo. */
function pairingOfFixedNames(photos: readonly DataFile[], masks: readonly DataFile[]): Pairing[] {
  const [photo, mask] = [photos[0]!, masks[0]!];
  if (photos.length < 2 || photos.some(({ stem }) => stem !== photo.stem)) return [];
  const own = masks.filter(({ stem }) => stem === mask.stem);
  const found = pairing(photos, masks, {
    photos,
    masks: own,
    photoName: () => '',
    maskName: () => '',
    photoPattern: (files) => photo.stem + suffixPattern(files),
    maskPattern: (files) => mask.stem + suffixPattern(files),
  });
  return found ? [found] : [];
}

interface Names {
  readonly photos: readonly DataFile[];
  readonly masks: readonly DataFile[];
  photoName(file: DataFile): string;
  maskName(file: DataFile): string;
  photoPattern(files: readonly DataFile[]): string;
  maskPattern(files: readonly DataFile[]): string;
}

function pairing(photos: readonly DataFile[], masks: readonly DataFile[], names: Names): Pairing | undefined {
  const [photoFolders, maskFolders] = [folderTemplate(names.photos), folderTemplate(names.masks)];
  const around = folderAffixes(names, photoFolders, maskFolders);
  if (!around) return undefined;
  const maskParts = (mask: DataFile) =>
    maskFolders.partsOf(mask).map((part, index) => withoutAffixes(part, around[index]!) ?? part);
  const key = (parts: readonly string[], name: string) => [...parts, name].join('/').normalize('NFC');
  const byKey = new Map(names.masks.toReversed().map((mask) => [key(maskParts(mask), names.maskName(mask)), mask]));
  const pairs: FilePair[] = [];
  const taken = new Set<string>();
  for (const photo of names.photos) {
    const own = key(photoFolders.partsOf(photo), names.photoName(photo));
    const mask = byKey.get(own);
    if (mask && mask !== photo && !taken.has(own)) pairs.push({ photo, masks: [mask] });
    taken.add(own);
  }
  if (pairs.length === 0) return undefined;
  const used = new Set(pairs.flatMap(({ photo, masks: own }) => [photo, ...own]));
  const split = splitLevel(names.photos, photoFolders);
  const wildcards = around.map((_, index) => (index === split ? '{split}' : undefined));
  const withAffixes = around.map(({ head, tail }, index) =>
    head + tail === '' ? wildcards[index] : `${head}${wildcards[index] ?? '*'}${tail}`,
  );
  return {
    images: pathPattern(photoFolders.segments, names.photoPattern(pairs.map(({ photo }) => photo)), wildcards),
    masks: pathPattern(maskFolders.segments, names.maskPattern(pairs.flatMap((pair) => pair.masks)), withAffixes),
    pairs,
    perObject: false,
    photosAlone: photos.filter((photo) => !used.has(photo)),
    masksAlone: masks.filter((mask) => !used.has(mask)),
    ...(split !== undefined && { splitFolder: (photo) => photoFolders.partsOf(photo)[split]! }),
  };
}

/**
 * What is around the folders of masks that vary, such as `annot` in `trainannot`. Undefined if they don't correspond.
 */
function folderAffixes(
  names: Names,
  photoFolders: FolderTemplate,
  maskFolders: FolderTemplate,
): readonly Affixes[] | undefined {
  const [first] = names.photos;
  const [other] = names.masks;
  if (!first || !other) return undefined;
  const count = photoFolders.partsOf(first).length;
  if (maskFolders.partsOf(other).length !== count) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const own = new Set(names.photos.map((photo) => photoFolders.partsOf(photo)[index]!));
    const others = [...new Set(names.masks.map((mask) => maskFolders.partsOf(mask)[index]!))];
    const none = { head: '', tail: '' };
    if (others.some((part) => own.has(part))) return none;
    const sample = evenly([...own], COMPARED.photos).map((photo) => ({ photo, masks: evenly(others, COMPARED.masks) }));
    return likelyAffixes(sample).find(({ photo }) => photo.head + photo.tail === '')?.mask ?? none;
  });
}

/** The only level of folders that vary whose names are those of splits. */
function splitLevel(photos: readonly DataFile[], folders: FolderTemplate): number | undefined {
  const levels = folders.partsOf(photos[0]!).flatMap((_, index) => {
    const names = photos.map((photo) => splitNamed(folders.partsOf(photo)[index]!));
    return names.every((name) => name !== undefined) ? [index] : [];
  });
  return levels.length === 1 ? levels[0] : undefined;
}
