import { dirname, join, relative } from 'node:path';
import { exists } from '../../core/exists.ts';
import { TesseraError } from '../../core/errors/index.ts';
import { mapLimited } from '../../core/map-limited.ts';
import { readPairList, type PairLine } from '../../data/annotations/pair-list.ts';
import { dataFile } from './data-file.ts';
import { guessColumns, type ColumnsGuess } from './guess-columns.ts';
import type { Pairing } from './pair-files.ts';

/** The photos and masks that a list names, and the folder to which its paths are relative. */
export interface ListedPairs {
  /** Absolute. */
  readonly root: string;
  readonly pairing: Pairing;
}

/** This share of the lines must name files that are there, unless the list was given. */
const MOST = 0.9;
/** Folders above that of the list in which its paths may begin. */
const LEVELS = 3;
const AT_A_TIME = 16;

/** Whether a file may be a list of pairs. */
export function mayBeList(path: string): boolean {
  return /\.(csv|tsv)$/i.test(path);
}

/**
 * Reads a list of photos and masks. Its paths are relative to its own folder or to one above it.
 * @param file absolute
 * @throws TesseraError `bad-dataset` if it is none, or names no files that are there
 */
export async function pairsInList(file: string): Promise<ListedPairs> {
  const { lines, columns } = await linesOf(file);
  let root = dirname(file);
  for (let level = 0; level < LEVELS; level++, root = dirname(root)) {
    const there = await filterLimited(lines, async ({ image, mask }) => {
      const found = await Promise.all([image, mask].map((path) => exists(join(root, clean(path)))));
      return found.every(Boolean);
    });
    if (there.length > 0) return { root, pairing: pairingOf({ path: relative(root, file), lines, columns }, there) };
  }
  throw new TesseraError({
    code: 'bad-dataset',
    message:
      `expected a list of photos and masks that are there, got ${file}, whose first line names ` +
      `${lines[0]?.image ?? 'nothing'} and ${lines[0]?.mask ?? 'nothing'}`,
    hints: ['its paths are relative to its own folder, or to one above it'],
  });
}

/** The list among these files that pairs most of its lines, if there is one whose paths are relative to `root`. */
export async function bestList(root: string, files: readonly string[]): Promise<ListedPairs | undefined> {
  const read = await Promise.all(files.map((file) => pairsInList(join(root, file)).catch(() => undefined)));
  return read
    .filter((one) => one !== undefined)
    .filter(({ root: own, pairing: { pairs, list } }) => own === root && pairs.length >= MOST * list!.lines)
    .toSorted((a, b) => b.pairing.pairs.length - a.pairing.pairs.length)[0];
}

interface PairList {
  readonly path: string;
  readonly lines: readonly PairLine[];
  /** Where their names are none that lists usually have. */
  readonly columns?: ColumnsGuess | undefined;
}

async function linesOf(file: string): Promise<Omit<PairList, 'path'>> {
  try {
    return { lines: await readPairList(file, '--data') };
  } catch (error) {
    const columns = error instanceof TesseraError ? await guessColumns(file).catch(() => undefined) : undefined;
    if (!columns) throw error;
    return { lines: await readPairList(file, '--data', columns), columns };
  }
}

function pairingOf({ path, lines, columns }: PairList, there: readonly PairLine[]): Pairing {
  const pairs = there.map(({ image, mask }) => ({ photo: dataFile(clean(image)), masks: [dataFile(clean(mask))] }));
  const isThere = new Set(there);
  const missing = lines.filter((line) => !isThere.has(line)).map(({ image }) => dataFile(clean(image)));
  return {
    images: clean(there[0]!.image),
    masks: clean(there[0]!.mask),
    pairs,
    perObject: false,
    photosAlone: [],
    masksAlone: [],
    list: {
      path: path.replaceAll('\\', '/'),
      lines: lines.length,
      fields: there.map(({ fields }) => fields),
      missing,
      ...(columns && { columns }),
    },
  };
}

/** As the dataset reads paths of lists: within its folder, also where they begin with `/` or `./`. */
function clean(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
}

async function filterLimited<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await mapLimited(items, AT_A_TIME, keep);
  return items.filter((_, index) => kept[index]);
}
