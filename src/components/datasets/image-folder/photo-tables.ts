import { resolve } from 'node:path';
import type { PairColumns } from '../../../data/annotations/pair-list.ts';
import { splitNames, type SplitName } from '../../../data/dataset.ts';
import { isPattern } from '../../../data/files/path-pattern.ts';
import type { DivisionParams } from '../division.ts';
import { folderTables } from './folder-table.ts';
import { tableByList } from './list-table.ts';
import { tableByPattern, type PhotoTable } from './photo-table.ts';
import type { SplitsParams } from './split-params.ts';

export interface FileParams {
  /** Absolute. */
  readonly root: string;
  readonly images: string;
  readonly masks: string;
  readonly pairs?: string | undefined;
  readonly columns?: PairColumns | undefined;
  readonly image_suffix: string | readonly string[];
  readonly mask_suffix: string | readonly string[];
  readonly mask_format: string;
  readonly splits: SplitsParams;
  readonly split?: DivisionParams | undefined;
}

/** The tables of the splits' places, each opened once. */
export interface PhotoTables {
  of(split: SplitName): Promise<PhotoTable>;
  /** The split's table, if it was opened before. */
  ifOpen(split: SplitName): PhotoTable | undefined;
  opened(): readonly PhotoTable[];
}

export function photoTables(params: FileParams): PhotoTables {
  const places = splitNames.map((split) => placeOf(split, params));
  const inFolders = places.filter((place) => 'images' in place && !isPattern(place.images) && !isPattern(place.masks));
  const absolute = (key: 'images' | 'masks') => [
    ...new Set(inFolders.map((place) => resolve(params.root, (place as PlaceOfFiles)[key]))),
  ];
  const openFolders = folderTables({ ...params, images: absolute('images'), masks: absolute('masks') });
  const several = params.mask_format === 'objects';
  const open = async (place: Place): Promise<PhotoTable> => {
    const { root, columns = {} } = params;
    if ('pairs' in place)
      return tableByList({ root, file: resolve(root, place.pairs), key: place.key, columns, several });
    if (!inFolders.includes(place)) return tableByPattern({ ...params, ...place, several });
    return openFolders({
      images: resolve(root, place.images),
      masks: resolve(root, place.masks),
      key: place.keys.images,
    });
  };
  const known = new Map<string, PhotoTable>();
  const keyOf = (split: SplitName) => {
    const place = places[splitNames.indexOf(split)]!;
    return JSON.stringify('pairs' in place ? place.pairs : [place.images, place.masks]);
  };
  return {
    async of(split) {
      const table = known.get(keyOf(split)) ?? (await open(places[splitNames.indexOf(split)]!));
      known.set(keyOf(split), table);
      return table;
    },
    ifOpen: (split) => known.get(keyOf(split)),
    opened: () => [...known.values()],
  };
}

interface PlaceOfFiles {
  readonly images: string;
  readonly masks: string;
  readonly keys: { readonly images: string; readonly masks: string };
}
type Place = PlaceOfFiles | { readonly pairs: string; readonly key: string };

/** Where the photos of a split are, as it is written, and the keys that say so. */
export function placeOf(
  split: SplitName,
  { splits, ...all }: Pick<FileParams, 'splits' | 'images' | 'masks' | 'pairs'>,
): Place {
  const { images, masks, pairs } = splits[split] ?? {};
  const keyOf = (own: string | undefined, key: string) =>
    `dataset.${own === undefined ? '' : `splits.${split}.`}${key}`;
  if (pairs !== undefined) return { pairs, key: keyOf(pairs, 'pairs') };
  if (all.pairs !== undefined && images === undefined && masks === undefined)
    return { pairs: all.pairs, key: 'dataset.pairs' };
  const keys = { images: keyOf(images, 'images'), masks: keyOf(masks, 'masks') };
  return { images: images ?? all.images, masks: masks ?? all.masks, keys };
}
