import { groupBy } from '../../core/group-by.ts';
import { isPattern, parsePattern } from '../../data/files/path-pattern.ts';
import type { Pairing } from './pair-files.ts';

/** Photos that seem to belong together, such as all of one patient. */
export interface GroupGuess {
  /** The value of the key `split.group`. */
  readonly group: string;
  readonly groups: number;
  /** One of the groups, for a person. */
  readonly example: string;
}

/** With fewer groups, names that begin alike say rather what is seen. */
const FEWEST = 6;
/** The largest share of the photos in one group. */
const LARGEST = 0.2;

const what = 'patient|subject|person|animal|case|study|series|scene|slide|video|sequence|site|volume|plot|group';
const columns = new RegExp(`^(${what})(_?(id|no|nr|number|name))?$`, 'i');
const words = new RegExp(what, 'i');

/**
 * Groups that a column of the list names, else those that the names of photos begin with: `p01_1` and `p01_2`. A
 * beginning without a digit, such as `cat`, is rather the name of a class.
 */
export function findGroups(pairing: Pick<Pairing, 'images' | 'pairs' | 'list'>): GroupGuess | undefined {
  return byColumn(pairing) ?? byName(namesOf(pairing));
}

function byColumn({ list, pairs }: Pick<Pairing, 'list' | 'pairs'>): GroupGuess | undefined {
  for (const column of Object.keys(list?.fields[0] ?? {}).filter((name) => columns.test(name))) {
    const values = list!.fields.map((fields) => fields[column] ?? '');
    const groups = new Set(values);
    if (!groups.has('') && groups.size >= 3 && groups.size < pairs.length)
      return { group: column, groups: groups.size, example: `${column} ${values[0]!}` };
  }
  return undefined;
}

function byName(names: readonly string[]): GroupGuess | undefined {
  for (const group of ['{group}/*', '{group}_*', '{group}-*']) {
    const pattern = parsePattern(group);
    const found = names.map((name) => pattern.match(name)?.parts[0]);
    if (found.some((one) => one === undefined || !(/\d/.test(one) || words.test(one)))) continue;
    const sizes = [...groupBy(found, (one) => one).values()].map(({ length }) => length);
    const isTold = sizes.length >= FEWEST && Math.max(...sizes) <= LARGEST * names.length;
    const isShared = sizes.filter((size) => size > 1).length >= sizes.length / 2;
    if (isTold && isShared) return { group, groups: sizes.length, example: found[0]! };
  }
  return undefined;
}

/** The names of samples, as the dataset gives them: without the folders and the ends that all have. */
function namesOf({ images, pairs }: Pick<Pairing, 'images' | 'pairs'>): string[] {
  const pattern = isPattern(images) ? parsePattern(images) : undefined;
  const within = (path: string) => path.slice(pattern!.folder === '' ? 0 : pattern!.folder.length + 1);
  return pairs.map(({ photo }) => pattern?.match(within(photo.path))?.name ?? photo.stem);
}
