import { basename, dirname, join } from 'node:path';
import { fileState } from '../../core/file-state.ts';
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

/** A file is unchanged if its `fileState` is. Each folder has a file in `cache`. */
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
        const { text: state, changedAt } = await fileState(file);
        const known = Object.hasOwn(folder.known, name) ? folder.known[name] : undefined;
        if (known?.[0] === state) return known[1];
        const hash = await hashFile(file);
        if (now() - changedAt > SETTLED_MS) {
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
