import type { DataFile } from './data-file.ts';
import { folderTemplate } from './folder-template.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Pairing } from './pair-files.ts';
import { pathPattern, suffixPattern } from './patterns.ts';

/**
 * Pairings of photos with several masks each, one for each object: beside the photo in a folder of its own, in a folder
 * with the photo's name, or with the photo's name and a number.
 */
export function pairingsByObject(photos: readonly DataFile[], masks: readonly DataFile[]): Pairing[] {
  const [photoFolders, maskFolders] = [folderTemplate(photos), folderTemplate(masks)];
  const name = `*${suffixPattern(photos)}`;
  const images = pathPattern(photoFolders.segments, name);
  const object = (pattern: string) => pathPattern(maskFolders.segments, pattern + suffixPattern(masks));
  const parts = (file: DataFile) => photoFolders.partsOf(file);
  const maskParts = (file: DataFile) => maskFolders.partsOf(file);
  const path = (folders: readonly string[], ...more: string[]) => [...folders, ...more].join('/').normalize('NFC');
  const rules: Rule[] = [
    {
      masks: object('*'),
      photoKey: (photo) => path(parts(photo)),
      maskKey: (mask) => path(maskParts(mask)),
      fits: maskFolders.segments.includes(undefined),
    },
    {
      masks: object('*'),
      photoKey: (photo) => path(parts(photo), photo.stem),
      maskKey: (mask) => path(maskParts(mask)),
      fits: true,
    },
    {
      masks: object('*_*'),
      photoKey: (photo) => path(parts(photo), photo.stem),
      maskKey: (mask) => path(maskParts(mask), mask.stem.slice(0, Math.max(0, mask.stem.lastIndexOf('_')))),
      fits: true,
    },
  ];
  return rules.flatMap((rule) => (rule.fits ? pairingBy(photos, masks, images, rule) : []));
}

interface Rule {
  readonly masks: string;
  photoKey(photo: DataFile): string;
  maskKey(mask: DataFile): string;
  readonly fits: boolean;
}

/** Each photo has a key of its own, and some photo several masks. */
function pairingBy(photos: readonly DataFile[], masks: readonly DataFile[], images: string, rule: Rule): Pairing[] {
  if (new Set(photos.map(rule.photoKey)).size < photos.length) return [];
  const byKey = groupBy(masks, rule.maskKey);
  const pairs = photos.flatMap((photo) => {
    const own = byKey.get(rule.photoKey(photo));
    return own ? [{ photo, masks: own }] : [];
  });
  if (!pairs.some((pair) => pair.masks.length > 1)) return [];
  const used = new Set(pairs.flatMap(({ photo, masks: own }) => [photo, ...own]));
  return [
    {
      images,
      masks: rule.masks,
      pairs,
      perObject: true,
      photosAlone: photos.filter((photo) => !used.has(photo)),
      masksAlone: masks.filter((mask) => !used.has(mask)),
    },
  ];
}
