import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { exists } from '../core/exists.ts';
import { moveIntoPlace } from '../core/write-file.ts';

/**
 * Makes a run's place free and keeps what it holds, under `aside/` beside it: `aside/<name>`, `aside/<name>-2`.
 * @returns where it is now; undefined if there was nothing
 */
export async function moveAside(path: string): Promise<string | undefined> {
  if (!(await exists(path))) return undefined;
  const folder = join(dirname(path), 'aside');
  await mkdir(folder, { recursive: true });
  for (let copy = 1; ; copy++) {
    const target = join(folder, copy === 1 ? basename(path) : `${basename(path)}-${copy}`);
    if (await exists(target)) continue;
    await moveIntoPlace(path, target);
    return target;
  }
}
