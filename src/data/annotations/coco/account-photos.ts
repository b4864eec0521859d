import { dirname, join, relative } from 'node:path';
import type { FileAccount } from '../../files/account-files.ts';
import { listFiles } from '../../files/list-files.ts';

/** The photos of instances files, as absolute paths. */
export interface AnnotatedPhotos {
  readonly folders: readonly string[];
  /** In a split. */
  readonly used: ReadonlySet<string>;
  /** Named by a file. */
  readonly named: ReadonlySet<string>;
  /** Annotations that name no photo. */
  readonly lost: readonly string[];
}

/** Accounts for every file in the folders of photos that is not hidden. */
export async function accountPhotos({ folders, used, named, lost }: AnnotatedPhotos): Promise<FileAccount> {
  const unused = { named: new Set<string>(), others: new Set<string>() };
  const found = new Set<string>();
  for (const folder of new Set(folders))
    for (const file of await listFiles(folder)) {
      const path = join(folder, file);
      if (used.has(path)) found.add(path);
      else unused[named.has(path) ? 'named' : 'others'].add(relative(dirname(folder), path));
    }
  const leftOver = [
    { what: 'photo without an instance', files: [...unused.named] },
    { what: 'file that no instances file names', files: [...unused.others] },
    { what: 'annotation without a photo', files: [...lost] },
  ];
  return { photos: found.size, leftOver: leftOver.filter(({ files }) => files.length > 0) };
}
