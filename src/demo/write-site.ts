import { copyFile, rmdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAbsent } from '../core/exists.ts';
import { namesIn } from '../core/list-folder.ts';
import { TesseraError } from '../core/errors/index.ts';
import { makeFolder } from '../core/make-folder.ts';
import { temporaryPath } from '../core/temporary-files.ts';
import { moveIntoPlace } from '../core/write-file.ts';
import { writeFailed } from '../core/write-failed.ts';
import type { Site } from './site.ts';

/**
 * Writes the files of a site to a new or an empty folder, or nothing if one of them fails.
 * @throws TesseraError as `assertNewFolder`; `run-failed` if it can't be written
 */
export async function writeSite(site: Site, folder: string): Promise<void> {
  await assertNewFolder(folder);
  const temporary = temporaryPath(folder);
  try {
    for (const [path, content] of site) {
      const file = join(temporary, path);
      await makeFolder(dirname(file));
      await (content instanceof URL ? copyFile(content, file) : writeFile(file, content));
    }
    await rmdir(folder).catch(ignoreAbsent);
    await moveIntoPlace(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    const bytes = [...site.values()].reduce((sum, content) => sum + (content instanceof URL ? 0 : content.length), 0);
    throw writeFailed(folder, error, bytes);
  }
}

/**
 * Refuses a folder that has files: what an earlier demo left there, such as example photos, would be published with the
 * new one.
 * @throws TesseraError `bad-argument`
 */
export async function assertNewFolder(folder: string): Promise<void> {
  const names = await namesIn(folder);
  if (names.length === 0) return;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a new or an empty folder for \`--output\`, got ${folder}, which has files`,
    hints: ['name another one, or delete this one first'],
  });
}

function ignoreAbsent(error: unknown): void {
  if (!isAbsent(error)) throw error;
}
