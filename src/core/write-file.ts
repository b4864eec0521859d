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
export async function writeFileAtomic(file: string, data: string | Uint8Array): Promise<void> {
  const temporary = temporaryPath(file);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await moveIntoPlace(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeFailed(file, error, Buffer.byteLength(data));
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
