import { basename, dirname, extname, resolve } from 'node:path';
import { exists } from '../../../core/exists.ts';
import { TesseraError, type Problem } from '../../../core/errors/index.ts';
import { readPairList, type PairColumns, type PairLine } from '../../../data/annotations/pair-list.ts';
import type { PairedFile } from '../../../data/files/pair-files.ts';
import type { PhotoTable } from './photo-table.ts';

export interface ListPlace {
  readonly root: string;
  /** Absolute. */
  readonly file: string;
  /** The configuration's key that names the file. */
  readonly key: string;
  readonly columns: PairColumns;
  /** Whether a photo may have several lines, each with the mask of an object. */
  readonly several: boolean;
}

/**
 * The photos and masks that a list names. Paths are relative to `root`; one that begins with `/` and doesn't exist is
 * too, as in the lists of some benchmarks.
 * @throws TesseraError `file-missing`, `bad-dataset`
 */
export async function tableByList({ root, file, key, columns, several }: ListPlace): Promise<PhotoTable> {
  const lines = await readPairList(file, key, columns);
  const index = new Map<string, PairedFile & { readonly line: PairLine }>();
  const problems: Problem[] = [];
  for (const line of lines) {
    const pair = await pairOf(line, root);
    const other = index.get(pair.name);
    if (!other) index.set(pair.name, { ...pair, line });
    else if (several) index.set(pair.name, { ...other, masks: [...other.masks, ...pair.masks] });
    else problems.push(twice(file, line, other.line));
  }
  if (problems.length > 0) throw new TesseraError(problems.slice(0, 20));
  if (index.size === 0) {
    const message = `expected a photo and a mask on each line of ${file}, it has none`;
    throw new TesseraError({ code: 'empty-split', path: key, message });
  }
  const pairs = [...index.values()].map(({ name, image, masks, fields }) => ({ name, image, masks, fields }));
  return {
    pairs: pairs.sort((a, b) => (a.name < b.name ? -1 : 1)),
    suffixes: [...new Set(pairs.map(({ image }) => extname(image)))],
    find: (name) => index.get(name.normalize('NFC')),
    missing: (name) => ({ name, image: resolve(root, name), masks: [resolve(root, name)], fields: {} }),
    folders: [...new Set(pairs.flatMap(({ image, masks }) => [image, ...masks].map((path) => dirname(path))))],
  };
}

async function pairOf({ image, mask, fields }: PairLine, root: string): Promise<PairedFile> {
  const path = image.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
  const name = path.slice(0, path.length - extname(path).length).normalize('NFC');
  return { name, image: await pathOf(image, root), masks: [await pathOf(mask, root)], fields };
}

async function pathOf(written: string, root: string): Promise<string> {
  const path = written.replaceAll('\\', '/');
  if (!path.startsWith('/') || (await exists(path))) return resolve(root, path);
  return resolve(root, path.slice(1));
}

function twice(file: string, { line, text }: PairLine, first: PairLine): Problem {
  return {
    code: 'bad-dataset',
    message: `expected each photo once in ${basename(file)}, got ${first.image} on line ${first.line} too`,
    where: { file, line, text },
  };
}
