import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, TesseraError } from '../../core/errors/index.ts';
import { exists } from '../../core/exists.ts';
import { moveIntoPlace } from '../../core/write-file.ts';

/**
 * Unpacks the folder of a .tar.gz into `root`, where it appears only when it is complete. The library refuses archives
 * with paths that lead outside.
 * @throws TesseraError `download-failed`, or the signal's reason
 */
export async function unpackFolder(file: string, folder: string, root: string, signal: AbortSignal): Promise<void> {
  const unpacked = join(root, `.${folder}.unpacking`);
  await rm(unpacked, { recursive: true, force: true });
  try {
    await mkdir(unpacked);
    const { extract } = await import('tar');
    await extract({ file, cwd: unpacked, strict: true, filter: () => !signal.aborted });
    signal.throwIfAborted();
    if (!(await exists(join(unpacked, folder))))
      throw new Error(`it holds ${(await readdir(unpacked)).join(', ') || 'nothing'}, not ${folder}/`);
    await moveIntoPlace(join(unpacked, folder), join(root, folder));
  } catch (error) {
    signal.throwIfAborted();
    const message = `${file} could not be unpacked: ${messageOf(error)}`;
    const hints = ['free space if the disk is full', 'delete the file to download it again'];
    throw new TesseraError({ code: 'download-failed', path: 'dataset.download', message, hints }, { cause: error });
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}
