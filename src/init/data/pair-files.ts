import type { DataFile } from './data-file.ts';
import type { ColumnsGuess } from './guess-columns.ts';
import { pairingsByName } from './pair-by-name.ts';
import { pairingsByObject } from './pair-by-object.ts';

/** Photos with their masks, and patterns that say which belong together. Paths are within the dataset's folder. */
export interface Pairing {
  /** Patterns of the keys `images` and `masks` of the dataset. */
  readonly images: string;
  readonly masks: string;
  readonly pairs: readonly FilePair[];
  /** Each mask file is one object of its photo. */
  readonly perObject: boolean;
  readonly photosAlone: readonly DataFile[];
  readonly masksAlone: readonly DataFile[];
  /** The list that names the pairs, where no pattern does. */
  readonly list?: PairsList;
  /** The folder of a photo that names its split, if `images` has `{split}`. */
  splitFolder?(photo: DataFile): string;
}

export interface PairsList {
  readonly path: string;
  readonly lines: number;
  /** The cells of each pair's line, by the names of their columns. */
  readonly fields: readonly Readonly<Record<string, string>>[];
  /** Photos of lines whose files are not there. */
  readonly missing: readonly DataFile[];
  /** The columns of photos and masks, where their names don't say so. */
  readonly columns?: ColumnsGuess;
}

export interface FilePair {
  readonly photo: DataFile;
  readonly masks: readonly DataFile[];
}

/** The best pairing of these photos and masks; undefined if no two of them belong together by their names. */
export function pairFiles(photos: readonly DataFile[], masks: readonly DataFile[]): Pairing | undefined {
  if (photos.length === 0 || masks.length === 0) return undefined;
  const byName = bestByName(photos, masks);
  const objects = pairingsByObject(photos, masks).toSorted(more)[0];
  if (!byName || !objects) return byName ?? objects;
  if (byName.pairs.length > objects.pairs.length) return byName;
  const areObjects =
    (varies(objects) || isNumbered(byName)) && objects.masksAlone.length < byName.masksAlone.length / 2;
  return areObjects || objects.pairs.length > byName.pairs.length ? objects : byName;
}

/** Whether photos have different numbers of masks, as of objects, unlike several kinds of masks. */
function varies({ pairs }: Pairing): boolean {
  return new Set(pairs.map(({ masks }) => masks.length)).size > 1;
}

/**
 * Whether what tells masks of one photo apart is a number after its name, such as `*_0.png`, and no word for a kind.
 */
function isNumbered({ masks }: Pairing): boolean {
  return /(?:^|\/)\*[_\-. ]?\d+\.[^/]*$/.test(masks);
}

function more(a: Pairing, b: Pairing): number {
  return b.pairs.length - a.pairs.length;
}

/** The masks whose name says that they hold numbers of classes, where there are several kinds, as in Cityscapes. */
function bestByName(photos: readonly DataFile[], masks: readonly DataFile[]): Pairing | undefined {
  const found = pairingsByName(photos, masks);
  const most = Math.max(0, ...found.map(({ pairs }) => pairs.length));
  return found.filter(({ pairs }) => pairs.length > 0.9 * most).toSorted((a, b) => rank(a) - rank(b) || more(a, b))[0];
}

const preferred = [/label_?ids/i, /label_?trainids/i, /label|mask|class|semantic|gt|seg|annot/i];
const shown = /colou?r|instance|object|visuali|overlay|preview|edge|depth|polygon|boundar|confidence/i;

/** Whether files of this pattern show masks in colours, or hold something else than classes. */
export function showMasks(pattern: string): boolean {
  return shown.test(pattern);
}

/** The lower, the likelier a pattern is that of masks with classes. */
function rank({ masks }: Pairing): number {
  const name = masks.slice(masks.lastIndexOf('/') + 1);
  if (showMasks(name)) return preferred.length + 1;
  const index = preferred.findIndex((words) => words.test(name));
  return index === -1 ? preferred.length : index;
}
