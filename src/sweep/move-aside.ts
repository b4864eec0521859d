import { basename, dirname, join } from 'node:path';
import { exists } from '../core/exists.ts';
import { makeFolder } from '../core/make-folder.ts';
import { moveIntoPlace } from '../core/write-file.ts';

/**
 * Frees a run's place: moves its folder to `aside/<name>` beside it, or to `aside/<name>-2` and so on.
 * @returns the new path; undefined if there was nothing
 */
export async function moveAside(path: string): Promise<string | undefined> {
  if (!(await exists(path))) return undefined;
  const folder = join(dirname(path), 'aside');
  await makeFolder(folder);
  for (let copy = 1; ; copy++) {
    const target = join(folder, copy === 1 ? basename(path) : `${basename(path)}-${copy}`);
    if (await exists(target)) continue;
    await moveIntoPlace(path, target);
    return target;
  }
}
