import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, exists } from './exists.ts';

/**
 * Makes a folder, with those above it, unless it is there. Unlike `recursive` of Node's own `mkdir`, which then tries
 * for ever, this fails where nothing can be made in a folder that is there, as in `/proc` and where autofs mounts.
 * @param mode of each folder that is made; by default that of the process
 * @throws the system's error
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const error = await failureOf(path, mode);
  if (error === undefined) return;
  const above = dirname(path);
  if (errorCode(error) !== 'ENOENT' || above === path) throw error;
  // Another process may have made the folder above since: then the second attempt goes well, in any case it tells.
  if (!(await exists(above))) await makeFolder(above, mode);
  const again = await failureOf(path, mode);
  if (again !== undefined) throw again;
}

/** Undefined if the folder is there now. */
async function failureOf(path: string, mode: number | undefined): Promise<Error | undefined> {
  try {
    await mkdir(path, mode);
    return undefined;
  } catch (error) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    return isFolder ? undefined : (error as Error);
  }
}
