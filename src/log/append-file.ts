import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { writeFailed } from '../core/write-failed.ts';

/**
 * A log file that grows by whole entries. `append` returns when the system has the bytes. So entries are in the order
 * of the calls, nothing queues up in memory, and a process that dies loses no entry. A call takes a tenth of a
 * millisecond, and a training step tens of milliseconds or more.
 */
export interface AppendFile {
  /**
   * @throws TesseraError `run-failed` when the system refuses, for example because the disk is full. Nothing of the entry
   * is in the file then.
   */
  append(bytes: Uint8Array): void;
  /** Waits until the bytes are on the disk. */
  flush(): Promise<void>;
  /** Closing again does nothing. */
  close(): Promise<void>;
}

/** `flags` as in `fs.open`: `ax` for a file that must be new, `a` to go on. */
export function openAppendFile(path: string, flags: 'a' | 'ax'): AppendFile {
  const descriptor = attempt(path, 0, () => openSync(path, flags));
  let size = fstatSync(descriptor).size;
  const flush = () => promisify(fdatasync)(descriptor);
  let isOpen = true;
  return {
    append(bytes) {
      attempt(path, bytes.length, () => writeAll(descriptor, bytes, size));
      size += bytes.length;
    },
    flush,
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await flush().finally(() => closeSync(descriptor));
    },
  };
}

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

function attempt<Result>(path: string, bytes: number, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    throw writeFailed(path, cause, bytes);
  }
}
