import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './exists.ts';
import { temporaryPath } from './temporary-files.ts';
import { writeFailed } from './write-failed.ts';

/**
 * Writes to a temporary file beside the file and renames it. Readers see the old content or the new one, never a part,
 * even if the process or the machine stops. Content and name are on disk when it returns. If it fails, the old content
 * stays and the temporary file is removed.
 * @throws TesseraError `run-failed`, which says for a full disk how much is needed and how much is free
 */
export function writeFileAtomic(file: string, data: string | Uint8Array): Promise<void> {
  return writePartsAtomic(file, (add) => add(data));
}

/** Adds to the end of a file. */
export type AddPart = (part: string | Uint8Array) => Promise<void>;

/**
 * The same, of a file that is never in memory as a whole: `work` adds its parts, one after the other.
 * @throws what `work` throws, and as `writeFileAtomic` does
 */
export async function writePartsAtomic<T>(file: string, work: (add: AddPart) => Promise<T>): Promise<T> {
  const temporary = temporaryPath(file);
  let bytes = 0;
  let failure: unknown;
  const noted = <R>(operation: Promise<R>) =>
    operation.catch((error: unknown) => {
      failure = error;
      throw error;
    });
  try {
    const handle = await noted(open(temporary, 'wx'));
    let result: T;
    try {
      result = await work(async (part) => {
        bytes += Buffer.byteLength(part);
        await noted(handle.writeFile(part));
      });
      await noted(handle.sync());
    } finally {
      await noted(handle.close());
    }
    await noted(moveIntoPlace(temporary, file));
    return result;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw failure !== undefined && error === failure ? writeFailed(file, error, bytes) : error;
  }
}

/** The same, synchronously. */
export function writeFileAtomicSync(file: string, data: string | Uint8Array): void {
  const temporary = temporaryPath(file);
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      writeFileSync(descriptor, data);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
    syncFolderNow(dirname(file));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw writeFailed(file, error, Buffer.byteLength(data));
  }
}

/** Renames a complete file or folder. The new name is on disk when it returns. */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  await rename(from, to);
  try {
    const handle = await open(dirname(to), 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    ignoreUnlessDiskFailed(error);
  }
}

function syncFolderNow(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    ignoreUnlessDiskFailed(error);
  }
}

/**
 * Throws only if the disk failed. The rename is done, and Windows and some network file systems can't sync a folder.
 */
function ignoreUnlessDiskFailed(error: unknown): void {
  if (['EIO', 'ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')) throw error;
}
