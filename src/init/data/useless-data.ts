import { TesseraError } from '../../core/errors/index.ts';
import { listed } from '../../core/listed.ts';
import type { ImageSize } from '../../data/sample.ts';
import type { DataFile } from './data-file.ts';
import type { Pairing } from './pair-files.ts';
import type { ReadPairs } from './read-pairs.ts';

/** Why nothing can be written about these photos and masks. `all` are the files that were looked at. */
export function noPairs(
  photos: readonly DataFile[],
  masks: readonly DataFile[],
  all: readonly DataFile[],
): TesseraError {
  const names = (files: readonly DataFile[]) =>
    listed(
      files.map(({ path }) => path),
      3,
    );
  const got =
    photos.length === 0
      ? `no photo among ${all.length} files${all.length > 0 ? `: ${names(all)}` : ''}`
      : masks.length === 0
        ? `${photos.length} photos (${names(photos)}), and no masks that could be told from them`
        : `photos such as ${names(photos)} and masks such as ${names(masks)}`;
  return new TesseraError({
    code: 'bad-dataset',
    message: `expected photos and masks that belong together by their names, got ${got}`,
    hints: [
      'name the folders of both: `tessera init --data <photos> <masks>`',
      'or write the patterns yourself, such as `images: photos/*.jpg` and `masks: masks/*_mask.png`: `tessera components dataset image-folder` shows how',
    ],
  });
}

/** No mask can be read. */
export function unreadable({ bad }: ReadPairs): TesseraError {
  return new TesseraError({
    code: 'bad-dataset',
    message: `expected masks that can be read, got none; the first: ${bad[0] ?? 'no file'}`,
    hints: bad.slice(1, 3),
  });
}

/** No mask lies on its photo. */
export function otherShapes({ images, masks }: Pairing, { sizes: [first] }: ReadPairs): TesseraError {
  const text = ({ height, width }: ImageSize) => `${width} x ${height}`;
  return new TesseraError({
    code: 'bad-dataset',
    message: `expected masks that lie on their photos, got none of the same shape: of ${images} and ${masks}, the first photo is ${text(first!.photo)} and its mask ${text(first!.mask)} (width x height)`,
    hints: ['are these masks of other photos, or of parts of them?'],
  });
}
