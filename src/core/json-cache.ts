import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { writeFileAtomic } from './write-file.ts';

/** The data that `keep` wrote to the file; undefined if there is none, or it can't be read. */
export async function readKept<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/**
 * Keeps plain data for `readKept`. Errors of the disk are ignored, since the data can be made again. The file is whole
 * or absent.
 */
export async function keep(file: string, value: unknown): Promise<void> {
  try {
    await makeFolder(dirname(file));
    await writeFileAtomic(file, JSON.stringify(value));
  } catch {
    return;
  }
}
