import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newFolder } from './tessera.ts';

/** A new folder with empty files at these paths. */
export async function folderOf(...files: readonly string[]): Promise<string> {
  const folder = await newFolder();
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
  return folder;
}
