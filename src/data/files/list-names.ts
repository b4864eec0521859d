import { readdir } from 'node:fs/promises';

/** What the files of a folder are called without `suffix`, sorted; files that end otherwise are left out. @throws Error as `readdir` */
export async function listNames(folder: string, suffix: string): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort();
}
