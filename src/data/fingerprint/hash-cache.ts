import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hashFile, sha256 } from '../../core/file-hash.ts';
import { keep, readKept } from '../../core/json-cache.ts';

/** Hashes of files that are read again only if they have changed. */
export interface HashCache {
  /** SHA-256 of a file; `missing` if it can't be read. */
  hash(file: string): Promise<string>;
  /** Writes what it knows, for the next process. */
  save(): Promise<void>;
}

/** By base name: the state of the file when it was hashed, and its hash. */
type Folder = Record<string, readonly [state: string, sha256: string]>;

/** A file that changed so recently may change again without a new time stamp. */
const SETTLED_MS = 2000;

/**
 * A file is unchanged if size, inode, and the times of its last change of content and of metadata are equal. The last of
 * these can't be set by a program, so a file that was replaced by an equally old one is noticed. Each folder has a file in `cache`.
 */
export function createHashCache(cache: string, now: () => number = Date.now): HashCache {
  const folders = new Map<string, Promise<{ readonly known: Folder; changed: boolean }>>();
  const open = (folder: string) => {
    const opened =
      folders.get(folder) ??
      readKept<Folder>(fileOf(cache, folder)).then((known) => ({ known: known ?? {}, changed: false }));
    folders.set(folder, opened);
    return opened;
  };
  return {
    async hash(file) {
      const folder = await open(dirname(file));
      const name = basename(file);
      try {
        const { size, ino, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
        const state = [size, ino, mtimeNs, ctimeNs].join(' ');
        const known = Object.hasOwn(folder.known, name) ? folder.known[name] : undefined;
        if (known?.[0] === state) return known[1];
        const hash = await hashFile(file);
        if (now() - Number(ctimeNs / 1_000_000n) > SETTLED_MS) {
          folder.known[name] = [state, hash];
          folder.changed = true;
        }
        return hash;
      } catch {
        return 'missing';
      }
    },
    async save() {
      for (const [path, opened] of folders) {
        const folder = await opened;
        if (folder.changed) await keep(fileOf(cache, path), folder.known);
        folder.changed = false;
      }
    },
  };
}

function fileOf(cache: string, folder: string): string {
  return join(cache, `hashes-${sha256(folder).slice(0, 16)}.json`);
}
