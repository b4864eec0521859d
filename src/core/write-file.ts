import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './exists.ts';
import { temporaryPath } from './temporary-files.ts';

/**
 * Writes beside the file and renames: a reader sees the old content or the new, never a part, whenever the process or the
 * machine stops. On disk when it returns, its name too. If it fails, the old content stays.
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
    throw error;
  }
}

/** The same where nothing may happen in between. */
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
    throw error;
  }
}

/** Renames a file or folder that is whole; the new name is on disk when it returns. */
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

/** The rename is done. Windows and some network file systems can't sync a folder; a failing disk is worth an error. */
function ignoreUnlessDiskFailed(error: unknown): void {
  if (['EIO', 'ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')) throw error;
}
