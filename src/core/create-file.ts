import { constants, copyFile, link, rm, writeFile } from 'node:fs/promises';
import { errorCode } from './exists.ts';
import { temporaryPath } from './temporary-files.ts';
import { writeFailed } from './write-failed.ts';

/**
 * Makes a file that isn't there yet. It appears with its whole content, and of several processes that make it at a time
 * one succeeds.
 * @param isKept whether its content must be on disk when this returns, so that it is whole after a crash of the machine
 * @returns whether it was made; false if there was one. On a network file system, a request that was sent twice may say
 * false of a file that was made.
 * @throws as `writeFileAtomic` does, and the system's error if the file can't be put in its place
 */
export async function createFile(file: string, data: string | Uint8Array, isKept = true): Promise<boolean> {
  const draft = temporaryPath(file);
  try {
    await writeFile(draft, data, { flag: 'wx', flush: isKept }).catch((error: unknown) => {
      throw writeFailed(file, error, Buffer.byteLength(data));
    });
    await link(draft, file).catch((error: unknown) => {
      // Some file systems have no links.
      if (errorCode(error) === 'EEXIST') throw error;
      return copyFile(draft, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}
