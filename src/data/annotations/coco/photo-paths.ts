import { join } from 'node:path';
import { isAbsent } from '../../../core/exists.ts';
import { listFiles } from '../../files/list-files.ts';

/**
 * The path of each photo that an instances file names. A name may encode accents in another way than the file system:
 * then it is looked for among the folder's files, which are listed only if a name has such letters.
 */
export async function photoPaths(folder: string, names: readonly string[]): Promise<(name: string) => string> {
  const direct = (name: string) => join(folder, name);
  if (names.every((name) => name.normalize('NFC') === name.normalize('NFD'))) return direct;
  const files = await listFiles(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  const byName = new Map(files.map((file) => [file.normalize('NFC'), join(folder, file)]));
  return (name) => byName.get(name.normalize('NFC')) ?? direct(name);
}
