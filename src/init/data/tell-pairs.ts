import { numbered } from '../../core/errors/index.ts';
import { listed } from '../../core/listed.ts';
import type { Pairing } from './pair-files.ts';
import type { ReadPairs } from './read-pairs.ts';

/** How many pairs there are, and how they belong together. */
export function pairsFound({ images, masks, pairs, perObject, list }: Pairing, read: ReadPairs): string {
  const looked = read.sizes.length < pairs.length ? `; ${read.sizes.length} were looked at` : '';
  if (list) return `${pairs.length} photos with masks, as ${list.path} lists them${looked}`;
  return (
    `${pairs.length} photos with ${perObject ? 'masks of their objects' : 'masks'}: ${images} and ` +
    `${masks}${looked}`
  );
}

/** Why samples would be refused, one line for each reason. */
export function badPairs(
  { photosAlone, splitFolder, pairs, list }: Pairing,
  { bad }: ReadPairs,
  different: number,
): string[] {
  const used = new Set(pairs.map(({ photo }) => splitFolder?.(photo)));
  const alone = photosAlone.filter((photo) => used.has(splitFolder?.(photo)));
  return [
    ...(alone.length > 0
      ? [
          `${numbered(alone.length, { one: 'photo has', many: 'photos have' })} no mask: ${listed(
            alone.map(({ path }) => path),
            3,
          )}`,
        ]
      : []),
    ...(list && list.missing.length > 0
      ? [
          `${numbered(list.missing.length, { one: 'line', many: 'lines' })} of ${list.path} without its files: ${listed(
            list.missing.map(({ path }) => path),
            3,
          )}`,
        ]
      : []),
    ...(different > 0
      ? [`${numbered(different, { one: 'mask has', many: 'masks have' })} another shape than the photo`]
      : []),
    ...(bad.length > 0 ? [`${numbered(bad.length, { one: 'file', many: 'files' })} can't be read: ${bad[0]}`] : []),
  ];
}

/** Files among the masks that belong to no photo. */
export function othersAlone({ masksAlone }: Pairing): string[] {
  if (masksAlone.length === 0) return [];
  return [
    `${numbered(masksAlone.length, { one: 'file', many: 'files' })} among the masks not used: ${listed(
      masksAlone.map(({ path }) => path),
      3,
    )}`,
  ];
}

/** Which columns of a list hold what, where their names don't say so. */
export function columnsGuessed({ list }: Pairing): string[] {
  if (!list?.columns) return [];
  const { image, mask } = list.columns;
  return [`of ${list.path}, the column \`${image}\` is taken for the photos, and \`${mask}\` for the masks`];
}
