import { mayBeMask, mayBePhoto, type DataFile } from './data-file.ts';
import { groupBy } from '../../core/group-by.ts';
import { pairFiles, type Pairing } from './pair-files.ts';

/** Which files of one folder are photos, and which are masks, under the names that tell the masks. */
export interface Roles {
  /** What the masks are recognised by: a folder, an end of names, or a format. */
  readonly by: string;
  readonly pairing: Pairing;
}

const photoFolder =
  /^(images?|imgs?|photos?|pictures?|pics|jpegimages|leftimg8bit|inputs?|originals?|frames|rgb)(?:[_-]?\w+)?$/i;
const maskFolder =
  /^(?:\w+[_-]?)?(masks?|labels?|lbls?|annots?|annotations?|anns?|segmentationclass(?:aug)?|segmentations?|segs?|gt|gtfine|ground[_-]?truths?|targets?|trimaps?|labeled\w*|labelled\w*)(?:[_-]?\w+)?$/i;

const maskTail =
  /(?:^|[_\-. ])(masks?|labels?|lbl|annot\w*|anno|gt|ground[_-]?truth|seg\w*|l|p|m|label_?ids|matte|target|trimap)$/i;

/** The ways to tell photos from masks in one folder, the one with the most pairs first. */
export function assignRoles(files: readonly DataFile[]): Roles[] {
  const images = files.filter(mayBeMask);
  const found = [...byFolder(images), ...byTail(images), ...byFormat(images)];
  const most = Math.max(0, ...found.map(({ pairing }) => pairing.pairs.length));
  return found
    .filter(({ pairing }) => pairing.pairs.length >= 0.9 * most)
    .toSorted((a, b) => b.pairing.pairs.length - a.pairing.pairs.length);
}

/** Masks are in folders that are named so. Folders of several kinds of masks are ways of their own. */
function byFolder(images: readonly DataFile[]): Roles[] {
  const folderOf = (file: DataFile) =>
    file.folders.findLast((folder) => maskFolder.test(folder) || photoFolder.test(folder));
  const isMask = (folder: string | undefined) => folder !== undefined && maskFolder.test(folder);
  const groups = groupBy(images, folderOf);
  const named = [...groups.keys()].some((folder) => folder !== undefined && !isMask(folder));
  const photos = images.filter((file) => {
    const folder = folderOf(file);
    return mayBePhoto(file) && (named ? folder !== undefined && !isMask(folder) : folder === undefined);
  });
  const masks = [...groups].filter(([folder]) => isMask(folder));
  if (masks.length === 0 && named) return roles('the other folder', photos, groups.get(undefined) ?? []);
  const separate = masks.flatMap(([folder, own]) => roles(`the folder \`${folder}\``, photos, own));
  const together =
    masks.length > 1
      ? roles(
          'the folders of masks',
          photos,
          masks.flatMap(([, own]) => own),
        )
      : [];
  const best = Math.max(0, ...separate.map(({ pairing }) => pairing.pairs.length));
  return together.some(({ pairing }) => pairing.pairs.length > best) ? together : separate;
}

/** Masks are beside the photos, and their names end with a word that says so. */
function byTail(images: readonly DataFile[]): Roles[] {
  const tailOf = ({ stem }: DataFile) => maskTail.exec(stem)?.[1]?.toLowerCase();
  const groups = groupBy(images, tailOf);
  const photos = (groups.get(undefined) ?? []).filter(mayBePhoto);
  return [...groups].flatMap(([tail, masks]) =>
    tail === undefined ? [] : roles(`names that end with \`${tail}\``, photos, masks),
  );
}

/** Photos are JPEG, and masks beside them of a format without loss. */
function byFormat(images: readonly DataFile[]): Roles[] {
  const isJpeg = ({ suffix }: DataFile) => suffix === '.jpg' || suffix === '.jpeg';
  const masks = groupBy(
    images.filter((file) => !isJpeg(file)),
    ({ suffix }) => suffix,
  );
  return [...masks].flatMap(([suffix, own]) => roles(`the format \`${suffix}\``, images.filter(isJpeg), own));
}

function roles(by: string, photos: readonly DataFile[], masks: readonly DataFile[]): Roles[] {
  const pairing = pairFiles(photos, masks);
  return pairing ? [{ by, pairing }] : [];
}
