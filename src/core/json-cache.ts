import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomic } from './write-file.ts';

/** What was kept in the file; undefined if nothing was, or no more of it can be read. */
export async function readKept<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Keeps plain data for `readKept`, if the disk lets it: what is lost can be made again. The file is whole or absent. */
export async function keep(file: string, value: unknown): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, JSON.stringify(value));
  } catch {
    return;
  }
}
