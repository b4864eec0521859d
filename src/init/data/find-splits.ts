import { splitNames, type SplitName } from '../../data/dataset.ts';
import { dataFile } from './data-file.ts';
import { groupBy } from '../../core/group-by.ts';
import { findGroups } from './find-groups.ts';
import type { FilePair, Pairing } from './pair-files.ts';
import { splitNamed } from '../../data/splits/split-named.ts';

/** A text file that may list samples: its path within the dataset's folder, and its lines. */
export interface ListFile {
  readonly path: string;
  readonly lines: readonly string[];
}

/** How the pairs are divided, as the dataset's keys say it. */
export interface SplitGuess {
  readonly split?: Readonly<Partial<Record<SplitName, number>>> & { readonly group?: string };
  readonly splits?: Readonly<Partial<Record<SplitName, Readonly<Record<string, string | number>>>>>;
  /** Set in place of the patterns of the pairing, whose `{split}` has only one value that can be used. */
  readonly patterns?: { readonly images: string; readonly masks: string };
  /** What was found, as one line for a person. */
  readonly found: string;
  /** What may well be otherwise. */
  readonly unsure?: string;
}

/**
 * Splits by a column, by folders that are named after them, by lists, else by random shares: of groups where there are
 * any.
 */
export function findSplits(pairing: Pairing, lists: readonly ListFile[]): SplitGuess {
  return (
    byColumn(pairing) ??
    byFolder(pairing) ??
    byList(pairing, lists) ??
    byGroup(pairing) ??
    byShare(pairing.pairs.length)
  );
}

function byColumn({ list }: Pairing): SplitGuess | undefined {
  const named = list?.fields.map(({ split = '' }) => splitNamed(split)) ?? [];
  const counts = [...groupBy(named, (split) => split)].map(([split, own]) => [split, own.length] as const);
  const of = (split: SplitName) => counts.some(([name]) => name === split);
  if (!of('train')) return undefined;
  const found =
    `the column of splits in ${list!.path}: ` +
    `${counts.map(([name, count]) => `${name ?? 'no split'} ${count}`).join(', ')}`;
  return { ...(!of('val') && { split: { train: 0.8 } }), found };
}

function byGroup(pairing: Pairing): SplitGuess | undefined {
  const guess = findGroups(pairing);
  if (!guess) return undefined;
  const { group, groups, example } = guess;
  const { split, found } = byShare(groups);
  return {
    split: { ...split, group },
    found: `${found}, of ${groups} groups of photos such as \`${example}\``,
    unsure:
      `photos of one group such as \`${example}\` are kept in one split: if they don't belong together, remove ` +
      `\`group: ${group}\``,
  };
}

function byFolder({ images, masks, pairs, photosAlone, splitFolder }: Pairing): SplitGuess | undefined {
  if (!splitFolder) return undefined;
  const folders = groupBy(pairs, ({ photo }) => splitFolder(photo));
  const bySplit = new Map([...folders.keys()].map((folder) => [splitNamed(folder)!, folder]));
  const alone = new Set(photosAlone.map(splitFolder).filter((folder) => !folders.has(folder)));
  const counts = [...bySplit].map(([, folder]) => `\`${folder}\`: ${folders.get(folder)!.length}`);
  const without = [...alone].map((folder) => `; photos in \`${folder}\` have no masks, and are left out`);
  const found = `folders named after splits: ${counts.join(', ')}${without.join('')}`;
  const inFolder = (pattern: string, folder: string) => pattern.replace('{split}', folder);
  const train = bySplit.get('train');
  if (train === undefined) return undefined;
  if (alone.size === 0) return { found, ...(!bySplit.has('val') && { split: { train: 0.8 } }) };
  if (bySplit.size === 1)
    return {
      ...byShare(folders.get(train)!.length),
      patterns: { images: inFolder(images, train), masks: inFolder(masks, train) },
      found,
    };
  const splits = splitNames.flatMap((split) => {
    const folder = bySplit.get(split);
    return folder === undefined ? [] : [[split, { images: inFolder(images, folder), masks: inFolder(masks, folder) }]];
  });
  return { splits: Object.fromEntries(splits), ...(!bySplit.has('val') && { split: { train: 0.8 } }), found };
}

/** The share of a list's lines that must be photos. */
const MOST = 0.9;

function byList({ pairs }: Pairing, lists: readonly ListFile[]): SplitGuess | undefined {
  const isPhoto = photoNames(pairs);
  const named = lists.flatMap((list) => {
    const name = dataFile(list.path).stem.toLowerCase();
    const split = name === 'trainval' ? name : splitNamed(name);
    const count = list.lines.filter(isPhoto).length;
    return split !== undefined && count > 0 && count >= MOST * list.lines.length ? [{ ...list, split, count }] : [];
  });
  const sets = [...groupBy(named, ({ path }) => path.slice(0, path.lastIndexOf('/') + 1)).values()];
  const whole = sets.filter((set) => set.some(({ split }) => split === 'train' || split === 'trainval'));
  const best = whole.toSorted((a, b) => countIn(b) - countIn(a))[0];
  if (!best) return undefined;
  const of = (split: string) => best.find((list) => list.split === split);
  const found = `lists of samples: ${best.map(({ path, count }) => `\`${path}\`: ${count}`).join(', ')}`;
  const [train, val, test, both] = [of('train'), of('val'), of('test'), of('trainval')];
  const rest = test ? { test: { list: test.path } } : {};
  if (train && val) return { splits: { train: { list: train.path }, val: { list: val.path }, ...rest }, found };
  const list = (both ?? train)!.path;
  return { splits: { train: { list, share: 0.8 }, val: { list, share: 0.2 }, ...rest }, found };
}

function countIn(set: readonly { readonly count: number }[]): number {
  return set.reduce((sum, { count }) => sum + count, 0);
}

/** Whether a line names one of these photos: by its name or path, with or without suffix and with more behind it. */
function photoNames(pairs: readonly FilePair[]): (line: string) => boolean {
  const names = new Set(pairs.map(({ photo }) => photo.stem));
  return (line) => {
    const [first = ''] = line.trim().split(/[\s,;]+/);
    const { stem, suffix } = dataFile(first);
    return names.has(stem) || names.has(stem + suffix) || names.has(dataFile(line.trim()).stem);
  };
}

function byShare(count: number): SplitGuess {
  const split = sharesFor(count);
  const percent = Object.entries(split).map(([name, share]) => `${name} ${Math.round(100 * share)} %`);
  return { split, found: `no folders or lists of splits: by random shares, ${percent.join(', ')}` };
}

/** Shares for so many photos: small sets need larger ones, so that no split is empty. */
export function sharesFor(count: number): Readonly<Partial<Record<SplitName, number>>> {
  return shares.find(({ from }) => count >= from)!.split;
}

const shares: readonly { readonly from: number; readonly split: Readonly<Partial<Record<SplitName, number>>> }[] = [
  { from: 20, split: { train: 0.7, val: 0.15, test: 0.15 } },
  { from: 5, split: { train: 0.6, val: 0.2, test: 0.2 } },
  { from: 3, split: { train: 0.34, val: 0.33, test: 0.33 } },
  { from: 0, split: { train: 0.5, val: 0.5 } },
];
