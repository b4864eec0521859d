import { readdir } from 'node:fs/promises';

/** Names, without `suffix`, of the files of a folder that end with it, sorted. @throws Error as `readdir` */
export async function listNames(folder: string, suffix: string): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort();
}
