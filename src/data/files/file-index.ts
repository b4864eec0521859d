import { join } from 'node:path';
import { listFiles } from './list-files.ts';
import { withoutSuffix } from './suffixes.ts';

/** The files of a folder whose names end with one of some suffixes. */
export interface FileIndex {
  readonly suffixes: readonly string[];
  /** Names without suffix, with the folders within this one, sorted. */
  readonly names: readonly string[];
  /** The path of the file with this name. However accents are encoded, equal names are equal. */
  find(name: string): string | undefined;
  /** The path of the file with this name, or the one that it would have. */
  pathOf(name: string): string;
}

export interface IndexOptions {
  /** Absolute paths of folders in this one that belong to something else. */
  readonly without?: ReadonlySet<string>;
  /** Suffixes of other files in the same folders. A file is what the longer suffix says. */
  readonly others?: readonly string[];
}

/** Indexes a folder and the folders in it. @throws Error as `readdir` */
export async function indexFiles(
  folder: string,
  suffixes: readonly string[],
  { without, others = [] }: IndexOptions = {},
): Promise<FileIndex> {
  const files = new Map<string, { name: string; path: string }>();
  for (const file of await listFiles(folder, without)) {
    const name = withoutSuffix(file, suffixes);
    if (name === undefined || name === '' || name.endsWith('/')) continue;
    const other = withoutSuffix(file, others);
    if (other !== undefined && other.length < name.length) continue;
    const key = name.normalize('NFC');
    if (!files.has(key)) files.set(key, { name, path: join(folder, file) });
  }
  const find = (name: string) => files.get(name.normalize('NFC'))?.path;
  return {
    suffixes,
    names: [...files.values()].map(({ name }) => name).sort(),
    find,
    pathOf: (name) => find(name) ?? join(folder, name + suffixes[0]!),
  };
}
