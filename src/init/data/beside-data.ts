import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { dataFile } from './data-file.ts';
import type { ListFile } from './find-splits.ts';
import { parseClassNames } from './class-names.ts';
import type { NamesFile } from './meaning.ts';
import { splitNamed } from '../../data/splits/split-named.ts';

/** Texts that lie beside photos and masks: lists of samples, and names of classes. */
export interface BesideData {
  readonly lists: readonly ListFile[];
  readonly names: readonly NamesFile[];
}

/** Larger texts are neither. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Folders of lists, in the dataset's folder or around the photos. */
const listFolders = /^(image_?sets?|segmentation|splits?|lists?|annotations?|meta|main)$/i;
const namesOfClasses = /class|label|name|categor|codes|legend|colou?r|object_?info|palette/i;

/** Reads the texts in the dataset's folder, in those between it and the files, and in folders of lists. */
export async function besideData(root: string, folders: readonly string[]): Promise<BesideData> {
  const around = new Set(folders.flatMap((folder) => foldersUpTo(folder, root)));
  const all = new Set(around);
  for (const folder of around) for (const inner of await listFoldersIn(folder)) all.add(inner);
  const files = (await Promise.all([...all].map((folder) => textsIn(folder)))).flat();
  const texts = await Promise.all(
    files.map(async (file) => ({
      path: relative(root, file).replaceAll('\\', '/'),
      text: await readFile(file, 'utf8').catch(() => ''),
    })),
  );
  return {
    lists: texts.flatMap(({ path, text }) => (isListName(path) ? [{ path, lines: linesOf(text) }] : [])),
    names: texts.flatMap(({ path, text }) => {
      const names = namesOfClasses.test(dataFile(path).stem) ? parseClassNames(text) : undefined;
      return names ? [{ path, names }] : [];
    }),
  };
}

function isListName(path: string): boolean {
  const name = dataFile(path).stem.toLowerCase();
  return name === 'trainval' || splitNamed(name) !== undefined;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

function foldersUpTo(folder: string, root: string): string[] {
  const way = relative(root, folder);
  if (way === '' || way.startsWith('..')) return [root];
  return [folder, ...foldersUpTo(dirname(folder), root)];
}

/** Two levels, as `ImageSets/Segmentation`. */
async function listFoldersIn(folder: string, levels = 2): Promise<string[]> {
  if (levels === 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = entries
    .filter((entry) => entry.isDirectory() && listFolders.test(entry.name))
    .map(({ name }) => join(folder, name));
  return [...found, ...(await Promise.all(found.map((inner) => listFoldersIn(inner, levels - 1)))).flat()];
}

async function textsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const texts = entries
    .filter(({ name }) => /\.(txt|csv|tsv|lst|names)$/i.test(name))
    .map(({ name }) => join(folder, name));
  const sizes = await Promise.all(
    texts.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => Infinity,
      ),
    ),
  );
  return texts.filter((_, index) => sizes[index]! <= MOST_BYTES).sort();
}
